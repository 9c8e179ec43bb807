import { AppError } from '@sallyport/contracts';
import { mirroredParams, paramMismatch } from '@sallyport/mcp';
import type { Resolved, Stage } from './exchange.js';

/**
 * Compares the arguments a modern tool call repeats in headers with those of its body, by the schema that says which. The
 * headers every request has were compared when its client was recognised.
 * @see MCP specification 2026-07-28, "Streamable HTTP: Server Validation"
 */
export const checkHeaders: Stage<Resolved, Resolved> = (next) => (exchange) => {
  const { peer, head, target, definition, args } = exchange;
  if (peer.era !== 'modern' || head.mirrored === null || target.kind !== 'tool' || definition === null) {
    return next(exchange);
  }
  const mirrored = mirroredParams(definition.inputSchema);
  if (mirrored.ok && mirrored.params.length > 0) {
    const mismatch = paramMismatch(head.mirrored.params, mirrored.params, args);
    if (mismatch !== null) throw new AppError('mcp.header_mismatch', { detail: mismatch });
  }
  return next(exchange);
};
