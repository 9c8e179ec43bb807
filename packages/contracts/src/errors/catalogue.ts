/**
 * Every error the product answers with. HTTP status, JSON-RPC code and log level come from here and are never chosen where
 * an error is thrown. JSON-RPC codes of our own are status × 10 + n, outside the range −32768…−32000 that JSON-RPC reserves.
 * `docs/errors.md` lists exactly these codes; a test compares the two.
 */
export const ERROR_CATALOGUE = {
  'request.invalid': { status: 400, rpcCode: -32602, title: 'The request is not valid', level: 'info' },
  'request.unparseable': { status: 400, rpcCode: -32700, title: 'The body is not valid JSON', level: 'info' },
  'request.not_jsonrpc': { status: 400, rpcCode: -32600, title: 'The body is not a JSON-RPC message', level: 'info' },
  'request.too_large': { status: 413, rpcCode: 4130, title: 'The request is larger than the limit', level: 'info' },
  'request.unsupported_media': {
    status: 415,
    rpcCode: 4150,
    title: 'The content type is not supported',
    level: 'info',
  },
  'request.not_acceptable': {
    status: 406,
    rpcCode: 4060,
    title: 'The client accepts none of the answers we can give',
    level: 'info',
  },
  'request.method_not_allowed': {
    status: 405,
    rpcCode: 4050,
    title: 'The HTTP method is not supported here',
    level: 'info',
  },
  'request.origin_forbidden': { status: 403, rpcCode: 4034, title: 'The origin or host is not allowed', level: 'warn' },
  'route.not_found': { status: 404, rpcCode: 4040, title: 'Nothing is here', level: 'info' },
  'auth.token_missing': { status: 401, rpcCode: 4010, title: 'A bearer token is needed', level: 'info' },
  'auth.token_invalid': { status: 401, rpcCode: 4011, title: 'The token is not valid', level: 'info' },
  'auth.token_expired': { status: 401, rpcCode: 4012, title: 'The token has expired', level: 'info' },
  'permission.missing': {
    status: 403,
    rpcCode: 4030,
    title: 'Your role does not include this permission',
    level: 'warn',
  },
  'org.not_found': { status: 404, rpcCode: 4040, title: 'No such organisation', level: 'info' },
  'server.not_found': { status: 404, rpcCode: 4040, title: 'No such server', level: 'info' },
  'server.slug_taken': { status: 409, rpcCode: 4090, title: 'A server with this name exists', level: 'info' },
  'definition.not_found': { status: 404, rpcCode: 4040, title: 'No such definition', level: 'info' },
  'policy.not_found': { status: 404, rpcCode: 4040, title: 'No such policy', level: 'info' },
  'policy.rule_invalid': { status: 422, rpcCode: 4220, title: 'The policy document has errors', level: 'info' },
  'policy.version_conflict': { status: 409, rpcCode: 4090, title: 'Somebody published a newer version', level: 'info' },
  'policy.name_taken': { status: 409, rpcCode: 4090, title: 'A policy with this name exists', level: 'info' },
  'policy.review_required': {
    status: 409,
    rpcCode: 4090,
    title: 'Another person has to approve the text first',
    level: 'info',
  },
  'policy.reviewer_missing': {
    status: 409,
    rpcCode: 4090,
    title: 'Nobody else may review policies here',
    level: 'info',
  },
  'policy.managed_in_git': { status: 409, rpcCode: 4090, title: 'The policy is managed in git', level: 'info' },
  'policy.simulation_mismatch': {
    status: 409,
    rpcCode: 4090,
    title: 'The simulation is not of this text, or not finished',
    level: 'info',
  },
  'policy_draft.not_found': { status: 404, rpcCode: 4040, title: 'No such draft', level: 'info' },
  'policy_draft.revision_conflict': {
    status: 409,
    rpcCode: 4090,
    title: 'Somebody changed the draft since',
    level: 'info',
  },
  'policy_draft.state_conflict': {
    status: 409,
    rpcCode: 4090,
    title: 'The draft is not in a state for this',
    level: 'info',
  },
  'policy_draft.own_review': { status: 403, rpcCode: 4030, title: 'Nobody reviews what they wrote', level: 'info' },
  'access_request.not_found': { status: 404, rpcCode: 4040, title: 'No such access request', level: 'info' },
  'access_request.exists': { status: 409, rpcCode: 4090, title: 'This was asked for already', level: 'info' },
  'access_request.decided': { status: 409, rpcCode: 4090, title: 'The request is decided already', level: 'info' },
  'access_request.not_denied': {
    status: 409,
    rpcCode: 4090,
    title: 'No policy denied this call',
    level: 'info',
  },
  'access_request.not_grantable': {
    status: 409,
    rpcCode: 4090,
    title: 'No small change lets this call pass',
    level: 'info',
  },
  'policy.denied': { status: 403, rpcCode: 4031, title: 'Denied by policy', level: 'audit' },
  'policy.approval_required': {
    status: 403,
    rpcCode: 4032,
    title: 'A person has to approve this first',
    level: 'audit',
  },
  'policy.step_up_required': {
    status: 403,
    rpcCode: 4035,
    title: 'This takes a recent sign-in',
    level: 'audit',
  },
  'policy.limit_exceeded': { status: 429, rpcCode: 4291, title: 'A limit of the policy is used up', level: 'audit' },
  'member.not_found': { status: 404, rpcCode: 4040, title: 'No such member', level: 'info' },
  'member.last_owner': { status: 409, rpcCode: 4090, title: 'An organisation keeps at least one owner', level: 'info' },
  'service_account.not_found': { status: 404, rpcCode: 4040, title: 'No such service account', level: 'info' },
  'service_account.name_taken': {
    status: 409,
    rpcCode: 4090,
    title: 'A service account with this name exists',
    level: 'info',
  },
  'sign_in.not_found': { status: 404, rpcCode: 4040, title: 'No such sign-in under way', level: 'info' },
  'token.not_found': { status: 404, rpcCode: 4040, title: 'No such token', level: 'info' },
  'call.not_found': { status: 404, rpcCode: 4040, title: 'No such call', level: 'info' },
  'principal.not_found': { status: 404, rpcCode: 4040, title: 'No such person or service account', level: 'info' },
  'simulation.not_found': { status: 404, rpcCode: 4040, title: 'No such simulation', level: 'info' },
  'simulation.already_running': {
    status: 409,
    rpcCode: 4090,
    title: 'A simulation of yours is still running',
    level: 'info',
  },
  'detector.not_found': { status: 404, rpcCode: 4040, title: 'No such detector', level: 'info' },
  'detector.invalid': { status: 422, rpcCode: 4220, title: 'The detector has errors', level: 'info' },
  'detector.id_taken': { status: 409, rpcCode: 4090, title: 'A detector with this id exists', level: 'info' },
  'detector.version_conflict': { status: 409, rpcCode: 4090, title: 'Somebody changed the detector', level: 'info' },
  'registered_secret.not_found': { status: 404, rpcCode: 4040, title: 'No such registered secret', level: 'info' },
  'registered_secret.name_taken': {
    status: 409,
    rpcCode: 4090,
    title: 'A secret with this name is registered',
    level: 'info',
  },
  'registered_secret.too_many': {
    status: 422,
    rpcCode: 4220,
    title: 'No more secrets can be registered',
    level: 'info',
  },
  'detector_bundle.not_found': { status: 404, rpcCode: 4040, title: 'No such detector bundle', level: 'info' },
  'detector_bundle.invalid': { status: 422, rpcCode: 4220, title: 'The detector bundle cannot be used', level: 'info' },
  'suggestion.not_found': { status: 404, rpcCode: 4040, title: 'Nothing is suggested for this rule', level: 'info' },
  'cursor.invalid': { status: 400, rpcCode: -32602, title: 'The page cursor is not valid', level: 'info' },
  'ingest.sequence_gap': { status: 409, rpcCode: 4090, title: 'Records are missing before this batch', level: 'error' },
  'mcp.method_unknown': { status: 404, rpcCode: -32601, title: 'The method is not known', level: 'info' },
  'mcp.target_unknown': { status: 404, rpcCode: -32602, title: 'Unknown tool, prompt or resource', level: 'info' },
  'mcp.exchange_lost': {
    status: 410,
    rpcCode: 4100,
    title: 'What this belongs to ended with the gateway that held it',
    level: 'warn',
  },
  'mcp.not_bridged': {
    status: 501,
    rpcCode: 5010,
    title: 'The client and the server speak revisions that share no such feature',
    level: 'info',
  },
  'mcp.input_refused': {
    status: 422,
    rpcCode: 4221,
    title: 'The client did not give what the server asked for',
    level: 'info',
  },
  'mcp.session_required': { status: 400, rpcCode: 4001, title: 'The Mcp-Session-Id header is needed', level: 'info' },
  'mcp.session_not_found': { status: 404, rpcCode: 4041, title: 'No such session; initialise again', level: 'info' },
  'mcp.version_unsupported': {
    status: 400,
    rpcCode: -32022,
    title: 'The protocol version is not supported',
    level: 'info',
  },
  'mcp.header_mismatch': {
    status: 400,
    rpcCode: -32020,
    title: 'The headers do not say what the body says',
    level: 'warn',
  },
  'mcp.meta_invalid': {
    status: 400,
    rpcCode: -32602,
    title: 'The request does not say which client speaks',
    level: 'info',
  },
  'mcp.capability_missing': {
    status: 400,
    rpcCode: -32021,
    title: 'The client has not declared a capability this needs',
    level: 'info',
  },
  'mcp.request_state_unknown': {
    status: 404,
    rpcCode: -32602,
    title: 'The request state belongs to no open exchange',
    level: 'info',
  },
  'quota.exceeded': { status: 429, rpcCode: 4290, title: 'Too many requests', level: 'info' },
  'upstream.unavailable': { status: 502, rpcCode: 5020, title: 'The MCP server cannot be reached', level: 'warn' },
  'upstream.invalid': { status: 502, rpcCode: 5021, title: 'The MCP server broke the protocol', level: 'warn' },
  'upstream.too_large': {
    status: 502,
    rpcCode: 5022,
    title: 'The MCP server answered more than the limit',
    level: 'warn',
  },
  'upstream.authorization_required': {
    status: 403,
    rpcCode: 4033,
    title: 'The MCP server wants to know who you are: connect it in the console first',
    level: 'info',
  },
  'upstream.authorization_failed': {
    status: 502,
    rpcCode: 5023,
    title: 'The sign-in of the MCP server did not work',
    level: 'info',
  },
  'upstream.timeout': { status: 504, rpcCode: 5040, title: 'The MCP server did not answer in time', level: 'warn' },
  'gateway.not_ready': { status: 503, rpcCode: 5030, title: 'The gateway cannot decide at the moment', level: 'error' },
  'gateway.spool_unavailable': {
    status: 503,
    rpcCode: 5031,
    title: 'The evidence cannot be written, so nothing is allowed',
    level: 'error',
  },
  'service.unavailable': { status: 503, rpcCode: 5030, title: 'A part we need does not answer', level: 'error' },
  internal: { status: 500, rpcCode: -32603, title: 'Something went wrong on our side', level: 'error' },
} as const satisfies Record<string, ErrorEntry>;

export interface ErrorEntry {
  /** HTTP status of the answer. */
  readonly status: number;
  /** JSON-RPC error code of the answer. */
  readonly rpcCode: number;
  /** One sentence, fixed, safe to show to anyone. */
  readonly title: string;
  /** `audit` errors are outcomes, written to the record and not to the log. */
  readonly level: 'info' | 'warn' | 'error' | 'audit';
}

export type ErrorCode = keyof typeof ERROR_CATALOGUE;

/** Where the documentation of an error lives; the `type` of an RFC 9457 problem. */
export const errorDocsUrl = (code: ErrorCode): string => `https://sallyport.dev/docs/errors#${code}`;
