import { getCall, getOverview, listCalls, tailCalls } from './calls.js';
import {
  completeConnection,
  deleteConnection,
  deleteUpstreamClient,
  getConnection,
  listUpstreamClients,
  saveUpstreamClient,
  startConnection,
} from './connections.js';
import {
  borrowCredential,
  getSnapshot,
  ingestRecords,
  listSnapshots,
  reportDefinitions,
  sendHeartbeat,
  streamSnapshots,
} from './gateway.js';
import { getMe } from './me.js';
import {
  createServiceAccount,
  issueToken,
  listAdminChanges,
  listMembers,
  listServiceAccounts,
  revokeToken,
  updateMember,
} from './members.js';
import {
  checkPolicy,
  createPolicy,
  getPolicy,
  getPolicyVersion,
  listPolicies,
  listPolicyVersions,
  publishPolicy,
} from './policies.js';
import {
  checkPolicyMutations,
  getPolicyCoverage,
  getPolicySuggestion,
  getRuleActivity,
  listPolicySuggestions,
} from './policy-coverage.js';
import { askWhatMayBeDone, askWhoMayCall } from './policy-questions.js';
import {
  cancelPolicySimulation,
  createPolicySimulation,
  getPolicySimulation,
  listPolicySimulations,
} from './policy-simulations.js';
import { createServer, getServer, listDefinitions, listServers, reviewDefinition, updateServer } from './servers.js';

/** Every operation of the HTTP API. The Nest routes, the OpenAPI document and the permission tests are made from this list. */
export const OPERATIONS = {
  getMe,
  getOverview,
  listCalls,
  getCall,
  tailCalls,
  listServers,
  createServer,
  getServer,
  updateServer,
  listDefinitions,
  reviewDefinition,
  getConnection,
  startConnection,
  completeConnection,
  deleteConnection,
  listUpstreamClients,
  saveUpstreamClient,
  deleteUpstreamClient,
  listPolicies,
  getPolicy,
  createPolicy,
  checkPolicy,
  publishPolicy,
  listPolicyVersions,
  getPolicyVersion,
  createPolicySimulation,
  listPolicySimulations,
  getPolicySimulation,
  cancelPolicySimulation,
  askWhoMayCall,
  askWhatMayBeDone,
  getPolicyCoverage,
  checkPolicyMutations,
  listPolicySuggestions,
  getPolicySuggestion,
  getRuleActivity,
  listMembers,
  updateMember,
  listServiceAccounts,
  createServiceAccount,
  issueToken,
  revokeToken,
  listAdminChanges,
  listSnapshots,
  streamSnapshots,
  getSnapshot,
  ingestRecords,
  reportDefinitions,
  borrowCredential,
  sendHeartbeat,
} as const;

export type OperationId = keyof typeof OPERATIONS;
