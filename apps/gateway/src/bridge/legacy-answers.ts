import { editObject, findMethod, LATEST_VERSION, locate, MCP_ERRORS, META_KEYS, splice } from '@sallyport/mcp';
import { type ServerMessage, stringAt, textAt } from './rpc.js';

/** `_meta` members that belong to modern requests. A legacy server would take them for a vendor's. */
const MODERN_META = [
  META_KEYS.protocolVersion,
  META_KEYS.clientInfo,
  META_KEYS.clientCapabilities,
  META_KEYS.logLevel,
  META_KEYS.subscriptionId,
];

/**
 * A modern request as a legacy server gets it, under an id that is unique in its session. What says nothing to it is taken out;
 * the rest stays byte for byte.
 * @param body  a request that `parseJson` accepted
 */
export const toLegacyRequest = (body: Buffer, ourId: number): Buffer => {
  const single = editObject(body, '/params', { remove: ['inputResponses', 'requestState', 'task'] });
  const bytes = editObject(single, '/params/_meta', { remove: MODERN_META });
  const replacement = Buffer.from(String(ourId));
  const spans = [locate(bytes, '/id'), locate(bytes, '/params/_meta/progressToken')];
  return splice(
    bytes,
    spans.flatMap((span) => (span === null ? [] : [{ ...span, replacement }])),
  );
};

/**
 * A legacy result as a modern one: complete, and good for no time at all where a modern client may keep it, because a legacy
 * server says nothing of that.
 */
export const toModernResult = (raw: Buffer, method: string): Buffer => {
  const set: Record<string, string> = {};
  if (locate(raw, '/result/resultType') === null) set.resultType = '"complete"';
  if (findMethod(method, 'client_to_server', 'request', LATEST_VERSION)?.cacheable === true) {
    if (locate(raw, '/result/ttlMs') === null) set.ttlMs = '0';
    if (locate(raw, '/result/cacheScope') === null) set.cacheScope = '"private"';
  }
  return editObject(raw, '/result', { set });
};

/** A legacy error as a modern one: only the code of an unknown resource changed. */
export const toModernError = (raw: Buffer, method: string): Buffer => {
  const code = locate(raw, '/error/code');
  const unknown = method === 'resources/read' && errorCodeOf(raw) === MCP_ERRORS.resourceNotFound;
  return code === null || !unknown ? raw : splice(raw, [{ ...code, replacement: Buffer.from('-32602') }]);
};

export const errorCodeOf = (raw: Buffer): number => Number(textAt(raw, '/error/code') ?? Number.NaN);

/** A legacy question as an input request: the same method and parameters, without what only a session can use. */
export const toInputRequest = ({ raw, method }: ServerMessage): Buffer => {
  const bare =
    stringAt(raw, '/params/mode') === 'url' ? editObject(raw, '/params', { remove: ['elicitationId'] }) : raw;
  const params = locate(bare, '/params');
  const head = `{"method":${JSON.stringify(method)}`;
  if (params === null) return Buffer.from(`${head}}`);
  return Buffer.concat([Buffer.from(`${head},"params":`), bare.subarray(params.start, params.end), Buffer.from('}')]);
};

/** An `InputRequiredResult`. @param requests  input requests by their key, as JSON texts */
export const inputRequired = (requests: ReadonlyMap<string, Buffer>, requestState: string | null): Buffer => {
  const members = [...requests].flatMap(([key, request], index) => [
    Buffer.from(`${index === 0 ? '' : ','}${JSON.stringify(key)}:`),
    request,
  ]);
  const state = requestState === null ? '' : `,"requestState":${JSON.stringify(requestState)}`;
  return Buffer.concat([
    Buffer.from('{"resultType":"input_required","inputRequests":{'),
    ...members,
    Buffer.from(`}${state}}`),
  ]);
};
