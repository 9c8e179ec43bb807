/** Fields of one event; absent ones are not written. */
export interface SseFields {
  readonly id?: string | undefined;
  readonly event?: string | undefined;
  readonly data: Buffer | string;
  /** Milliseconds a client should wait before it reconnects. */
  readonly retry?: number | undefined;
}

const DATA = Buffer.from('data: ');
const END_OF_EVENT = Buffer.from('\n\n');
const LINE_BREAK = /[\r\n]/;

/**
 * Bytes of one server-sent event. Data with line breaks becomes several `data` lines, which a reader joins with LF again; data
 * without any is copied as it is.
 * @throws RangeError when `id` or `event` holds CR, LF or NUL: they would start a field of their own
 */
export const encodeSseEvent = ({ id, event, data, retry }: SseFields): Buffer => {
  let head = '';
  if (event !== undefined) head += `event: ${singleLine(event)}\n`;
  if (id !== undefined) head += `id: ${singleLine(id)}\n`;
  if (retry !== undefined) head += `retry: ${Math.max(0, Math.trunc(retry))}\n`;
  const bytes = typeof data === 'string' ? Buffer.from(data) : data;
  const parts: Buffer[] = head === '' ? [DATA] : [Buffer.from(head), DATA];
  if (bytes.includes(0x0a) || bytes.includes(0x0d)) pushLines(parts, bytes);
  else parts.push(bytes);
  parts.push(END_OF_EVENT);
  return Buffer.concat(parts);
};

const pushLines = (parts: Buffer[], bytes: Buffer): void => {
  const lines = bytes.toString('latin1').split(/\r\n|\r|\n/);
  parts.push(Buffer.from(lines.join('\ndata: '), 'latin1'));
};

const singleLine = (value: string): string => {
  if (LINE_BREAK.test(value) || value.includes('\0')) throw new RangeError('a field of an event is one line');
  return value;
};
