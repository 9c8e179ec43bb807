import { COMPANY_NETWORK, LEAST_PRIVILEGE, NEW_TOOLS, READ_ONLY, WORKING_HOURS } from './access.js';
import { NO_SHELL, PRODUCTION_APPROVAL, WORKSPACE_ZONES } from './actions.js';
import { LIMITS, MAIL_INSIDE, NO_INSIDE_ADDRESSES } from './contents.js';
import { EU_DATA, HOSTILE_CONTENT, LETHAL_TRIFECTA, NO_SECRETS_OUT } from './data.js';
import type { PolicyTemplate } from './template.js';

/** Policies to start from, in the order in which to show them. */
export const POLICY_TEMPLATES: readonly PolicyTemplate[] = [
  READ_ONLY,
  NO_SECRETS_OUT,
  NO_SHELL,
  PRODUCTION_APPROVAL,
  EU_DATA,
  LETHAL_TRIFECTA,
  WORKING_HOURS,
  NEW_TOOLS,
  WORKSPACE_ZONES,
  LIMITS,
  LEAST_PRIVILEGE,
  HOSTILE_CONTENT,
  NO_INSIDE_ADDRESSES,
  MAIL_INSIDE,
  COMPANY_NETWORK,
];
