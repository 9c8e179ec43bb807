import { type Edit, locate, splice } from '@sallyport/mcp';

/** A client's message as it goes to a shared child, and what has to be put back into the answers. */
export interface RewrittenRequest {
  /** The message with our id, as one line with its newline. */
  readonly line: Buffer;
  /** The client's id, as it wrote it. */
  readonly id: Buffer;
  /** The client's progress token, as it wrote it. */
  readonly progressToken: Buffer | null;
}

const NEWLINE = Buffer.from('\n');
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;

/**
 * Puts our id in the place of the client's id and progress token, by bytes: the rest of the message stays as it was inspected.
 * Line breaks, which in JSON can only stand between tokens, become spaces, because a message on stdio is one line.
 * @param body  a request that `parseJson` accepted
 */
export const toChild = (body: Buffer, ourId: number): RewrittenRequest => {
  const ours = Buffer.from(String(ourId));
  const id = locate(body, '/id');
  if (id === null) throw new TypeError('a request without an id cannot be sent');
  const token = locate(body, '/params/_meta/progressToken');
  const edits: Edit[] = [
    { ...id, replacement: ours },
    { start: body.length, end: body.length, replacement: NEWLINE },
  ];
  if (token !== null) edits.push({ ...token, replacement: ours });
  return {
    line: splice(withoutLineBreaks(body), edits),
    id: body.subarray(id.start, id.end),
    progressToken: token === null ? null : body.subarray(token.start, token.end),
  };
};

/** Any message as the one line it has to be on stdio. @param body  a message that `parseJson` accepted */
export const toLine = (body: Buffer): Buffer => Buffer.concat([withoutLineBreaks(body), NEWLINE]);

const withoutLineBreaks = (body: Buffer): Buffer => {
  if (!body.includes(LF) && !body.includes(CR)) return body;
  return Buffer.from(body.map((byte) => (byte === LF || byte === CR ? SPACE : byte)));
};
