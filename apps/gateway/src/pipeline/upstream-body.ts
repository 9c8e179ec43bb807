import {
  editObject,
  keepElements,
  LATEST_LEGACY_VERSION,
  locate,
  negotiateLegacyVersion,
  splice,
} from '@sallyport/mcp';
import type { OpenExchange } from '../sessions/request-state.js';
import type { Decided } from './exchange.js';
import { redact } from './redact.js';

/** Parameters as the server gets them: of a retry with the server's own state, not the one it was sealed in. */
export const upstreamParams = ({ continued }: Decided, params: object | undefined): object | undefined => {
  if (continued === null || params === undefined) return params;
  const { requestState: _, inputResponses, ...same } = params as Readonly<Record<string, unknown>>;
  const rest = continued.own || inputResponses === undefined ? same : { ...same, inputResponses };
  return continued.inner === null ? rest : { ...rest, requestState: continued.inner };
};

/**
 * What goes to the server: the bytes that were inspected. They change only where something has to be hidden, where they carry
 * what we sealed for the client to carry, where they ask for things that are denied, or for a revision we do not speak.
 */
export const upstreamBody = (exchange: Decided): Buffer => {
  const { body, message, decision, findings } = exchange;
  const shown = decision.effect === 'redact' ? redact(body, message, findings, decision.redactions) : body;
  if (exchange.continued !== null) return withServersState(shown, exchange.continued);
  if (exchange.questionId !== null) return replaced(shown, '/id', exchange.questionId);
  if (exchange.keptParts !== null) return withParts(shown, exchange, exchange.keptParts);
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
