type Query = Readonly<Record<string, string | number | null | undefined>>;

const withQuery = (path: string, query: Query): string => {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== null && value !== undefined) params.set(name, String(value));
  const text = params.toString();
  return text ? `${path}?${text}` : path;
};

/** Every address inside the console, so that a link cannot be misspelt. */
export const paths = {
  overview: (org: string) => `/${org}`,
  calls: (org: string, query: Query = {}) => withQuery(`/${org}/calls`, query),
  call: (org: string, callId: string, query: Query = {}) => withQuery(`/${org}/calls/${callId}`, query),
  servers: (org: string) => `/${org}/servers`,
  newServer: (org: string) => `/${org}/servers/new`,
  server: (org: string, serverId: string, query: Query = {}) => withQuery(`/${org}/servers/${serverId}`, query),
  policies: (org: string) => `/${org}/policies`,
  newPolicy: (org: string) => `/${org}/policies/new`,
  policyDraft: (org: string, draftId: string, query: Query = {}) =>
    withQuery(`/${org}/policies/drafts/${draftId}`, query),
  policyDraftReview: (org: string, draftId: string) => `/${org}/policies/drafts/${draftId}/review`,
  platformPolicy: (org: string) => `/${org}/policies/platform`,
  comparePolicyVersions: (org: string, policyId: string, query: Query = {}) =>
    withQuery(`/${org}/policies/${policyId}/versions/compare`, query),
  policy: (org: string, policyId: string, query: Query = {}) => withQuery(`/${org}/policies/${policyId}`, query),
  policyVersions: (org: string, policyId: string) => `/${org}/policies/${policyId}/versions`,
  policyVersion: (org: string, policyId: string, version: number, query: Query = {}) =>
    withQuery(`/${org}/policies/${policyId}/versions/${version}`, query),
  rule: (org: string, policyId: string, ruleId: string, query: Query = {}) =>
    withQuery(`/${org}/policies/${policyId}/rules/${ruleId}`, query),
  analysis: (org: string) => `/${org}/analysis`,
  whoMayCall: (org: string, query: Query = {}) => withQuery(`/${org}/analysis/who-may-call`, query),
  whatMayBeDone: (org: string, query: Query = {}) => withQuery(`/${org}/analysis/what-may-be-done`, query),
  coverage: (org: string, query: Query = {}) => withQuery(`/${org}/analysis/rule-coverage`, query),
  suggestions: (org: string, query: Query = {}) => withQuery(`/${org}/analysis/suggestions`, query),
  simulations: (org: string) => `/${org}/analysis/simulations`,
  simulation: (org: string, simulationId: string) => `/${org}/analysis/simulations/${simulationId}`,
  detectors: (org: string) => `/${org}/detectors`,
  newDetector: (org: string) => `/${org}/detectors/new`,
  registeredSecrets: (org: string) => `/${org}/detectors/secrets`,
  detectorBundles: (org: string) => `/${org}/detectors/bundles`,
  detector: (org: string, detectorId: string) => `/${org}/detectors/${detectorId}`,
  requests: (org: string) => `/${org}/requests`,
  requestAccess: (org: string, callId: string) => `/${org}/calls/${callId}?request=access`,
  members: (org: string) => `/${org}/members`,
  serviceAccounts: (org: string) => `/${org}/members/service-accounts`,
  activity: (org: string) => `/${org}/activity`,
} as const;
