import {
  editObject,
  keepElements,
  LATEST_LEGACY_VERSION,
  locate,
  negotiateLegacyVersion,
  parseJson,
  splice,
} from '@sallyport/mcp';
import type { OpenExchange } from '../sessions/request-state.js';
import type { Decided } from './exchange.js';
import { redact } from './redact.js';

/**
 * Parameters as the server gets them: those of the bytes that go there. Bridges, headers and what is set up anew later are made
 * of them, so nothing that was hidden or left out may be in them.
 */
export const upstreamParams = ({ body, message }: Decided, sent: Buffer): object | undefined => {
  if (message.kind !== 'request' && message.kind !== 'notification') return undefined;
  return sent === body ? message.params : (parseJson(sent) as { readonly params?: object }).params;
};

/**
 * What goes to the server: the bytes that were inspected. They change only where something has to be hidden, where they carry
 * what we sealed for the client to carry, where they ask for things that are denied, or for a revision we do not speak.
 */
export const upstreamBody = (exchange: Decided): Buffer => {
  const { body, message, decision, findings } = exchange;
  const shown = decision.effect === 'redact' ? redact(body, message, findings, decision.redactions) : body;
  if (exchange.questionId !== null) return replaced(shown, '/id', exchange.questionId);
  // One request can be both: a retry, and a request for several things.
  const wanted = exchange.keptParts === null ? shown : withParts(shown, exchange, exchange.keptParts);
  if (exchange.continued !== null) return withServersState(wanted, exchange.continued);
  if (exchange.keptParts !== null) return wanted;
  if (message.kind !== 'request' || message.method !== 'initialize') return shown;
  const requested = (message.params as { protocolVersion?: unknown } | undefined)?.protocolVersion;
  const spoken = typeof requested === 'string' && negotiateLegacyVersion(requested) !== null;
  return spoken ? shown : replaced(shown, '/params/protocolVersion', LATEST_LEGACY_VERSION);
};

const withServersState = (bytes: Buffer, { inner, own }: OpenExchange): Buffer => {
  const added = own ? ['requestState', 'inputResponses'] : ['requestState'];
  const change = inner === null ? { remove: added } : { set: { requestState: JSON.stringify(inner) } };
  return editObject(bytes, '/params', change);
};

const withParts = (bytes: Buffer, { spec }: Decided, kept: readonly boolean[]): Buffer => {
  if (!kept.includes(false)) return bytes;
  let before = 0;
  let left = bytes;
  for (const { pointer } of spec.parts) {
    if (locate(bytes, pointer) === null) continue;
    let count = 0;
    const first = before;
    left = keepElements(left, pointer, (index) => {
      count = index + 1;
      return kept[first + index] === true;
    });
    before += count;
  }
  return left;
};

const replaced = (bytes: Buffer, pointer: string, value: string | number): Buffer => {
  const span = locate(bytes, pointer);
  return span === null ? bytes : splice(bytes, [{ ...span, replacement: Buffer.from(JSON.stringify(value)) }]);
};
