import {
  ANSWER_LIMITS,
  editObject,
  elementSpans,
  keepElements,
  LATEST_VERSION,
  type LogLevel,
  locate,
  MCP_ERRORS,
  META_KEYS,
  mirroredParams,
  parseJson,
  splice,
} from '@sallyport/mcp';
import type { Peer, UpstreamCall } from '../upstream/upstream.js';
import { toModernClient } from './capabilities.js';
import { errorCodeOf } from './legacy-answers.js';
import { bytesAt, isObjectAt } from './rpc.js';

type Fields = Readonly<Record<string, unknown>>;

/**
 * A legacy client's request as a modern server gets it: with what every modern request says of its client. What was said under
 * these names in a legacy message means nothing and is replaced; the rest stays byte for byte.
 */
export const toModernCall = (call: UpstreamCall, level: LogLevel | null): UpstreamCall => {
  const peer = toModernPeer(call.peer);
  const meta: Fields = {
    [META_KEYS.protocolVersion]: peer.protocolVersion,
    ...(peer.client !== null && { [META_KEYS.clientInfo]: peer.client }),
    [META_KEYS.clientCapabilities]: peer.capabilities,
    ...(level !== null && { [META_KEYS.logLevel]: level }),
  };
  const set = Object.fromEntries(Object.entries(meta).map(([key, value]) => [key, JSON.stringify(value)]));
  const bare = editObject(call.body, '/params', { remove: ['task'] });
  const { task: _, ...params } = (call.params ?? {}) as Fields;
  return {
    ...call,
    body: editObject(bare, '/params/_meta', { set, remove: [META_KEYS.clientInfo, META_KEYS.logLevel] }),
    params: { ...params, _meta: { ...(params._meta as Fields | undefined), ...meta } },
    peer,
    session: null,
  };
};

export const toModernPeer = ({ client, capabilities, key, principalId }: Peer): Peer => ({
  era: 'modern',
  protocolVersion: LATEST_VERSION,
  client,
  capabilities: toModernClient(capabilities),
  key,
  principalId,
});

/** A modern result as a legacy client can read it: unchanged, but for schemas and values its revision does not allow. */
export const toLegacyResult = (raw: Buffer, method: string): Buffer => {
  if (method === 'tools/list') return withLegacySchemas(withoutAmbiguous(raw));
  const at = '/result/structuredContent';
  if (method !== 'tools/call' || locate(raw, at) === null || isObjectAt(raw, at)) return raw;
  // Only objects may be structured content there; the same value is in the content as text.
  return editObject(raw, '/result', { remove: ['structuredContent'] });
};

/**
 * Without tools whose arguments nobody could tell from headers for certain: a client that knows of the headers has to leave
 * them out, and we are that client here.
 * @see MCP specification 2026-07-28, "Streamable HTTP: Custom Headers from Tool Parameters"
 */
const withoutAmbiguous = (raw: Buffer): Buffer => {
  if (!raw.includes('"x-mcp-header"')) return raw;
  const tools = elementSpans(raw, '/result/tools');
  return keepElements(raw, '/result/tools', (index) => {
    const span = tools[index];
    return span !== undefined && mirroredParams(schemaAt(raw.subarray(span.start, span.end), '/inputSchema')).ok;
  });
};

/**
 * Schemas of tools may be anything in modern revisions. A legacy client takes objects only, and one it cannot take would cost it
 * the whole list: an output schema is left out then, and a property's schema that is no object is written as one.
 */
const withLegacySchemas = (raw: Buffer): Buffer => {
  const edits = elementSpans(raw, '/result/tools').flatMap((span) => {
    const tool = raw.subarray(span.start, span.end);
    const replacement = withLegacySchema(tool);
    return replacement === tool ? [] : [{ ...span, replacement }];
  });
  return splice(raw, edits);
};

const withLegacySchema = (tool: Buffer): Buffer => {
  const described = fitsLegacy(schemaAt(tool, '/outputSchema'))
    ? tool
    : editObject(tool, '', { remove: ['outputSchema'] });
  const input = schemaAt(described, '/inputSchema');
  const { properties } = (input ?? {}) as { properties?: unknown };
  if (typeof properties !== 'object' || properties === null) return described;
  const wrong = Object.entries(properties).filter(([, schema]) => typeof schema === 'boolean');
  if (wrong.length === 0) return described;
  const set = Object.fromEntries(wrong.map(([name, schema]) => [name, schema === true ? '{}' : '{"not":{}}']));
  return editObject(described, '/inputSchema/properties', { set });
};

const schemaAt = (tool: Buffer, pointer: string): unknown => {
  const bytes = bytesAt(tool, pointer);
  return bytes === null ? undefined : parseJson(bytes, ANSWER_LIMITS);
};

/** Whether a tool's output schema is one that legacy revisions allow. */
const fitsLegacy = (schema: unknown): boolean => {
  if (schema === undefined) return true;
  const { type, properties = {} } = (schema ?? {}) as { type?: unknown; properties?: unknown };
  if (type !== 'object' || typeof properties !== 'object' || properties === null) return false;
  return Object.values(properties).every((property) => typeof property === 'object' && property !== null);
};

const INVALID_REQUEST = -32600;
const INTERNAL = -32603;

/** A modern error as a legacy client knows it: the codes that only modern revisions have are written as older ones. */
export const toLegacyError = (raw: Buffer, method: string): Buffer => {
  const code = locate(raw, '/error/code');
  const replacement = legacyCode(errorCodeOf(raw), method);
  return code === null || replacement === null
    ? raw
    : splice(raw, [{ ...code, replacement: Buffer.from(String(replacement)) }]);
};

const legacyCode = (code: number, method: string): number | null => {
  // The parameters were checked before, so what is invalid about them is that nothing has this URI.
  if (code === -32602) return method === 'resources/read' ? MCP_ERRORS.resourceNotFound : null;
  if (code === MCP_ERRORS.missingRequiredClientCapability) return INVALID_REQUEST;
  // What our own request said of itself was not taken: nothing the client did.
  return code === MCP_ERRORS.headerMismatch || code === MCP_ERRORS.unsupportedProtocolVersion ? INTERNAL : null;
};
