import { block } from './text-buffer.js';

/** Payload of a frame: the sequence first, so that it can be read without parsing the record. */
const HEAD = '{"sequence":';

/** What stands before the sequence, between it and the record, and behind that. */
export const PAYLOAD_HEAD = block(HEAD);
export const PAYLOAD_RECORD = block(',"record":');
export const PAYLOAD_END = block('}');

const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;

/** Sequence of a frame's payload; null when the payload is no record of ours. */
export function sequenceOf(bytes: Buffer, start: number): number | null {
  let sequence = 0;
  let at = start + HEAD.length;
  for (let byte = bytes[at] ?? 0; byte >= DIGIT_0 && byte <= DIGIT_9; byte = bytes[at] ?? 0) {
    sequence = sequence * 10 + byte - DIGIT_0;
    at += 1;
  }
  return sequence > 0 && Number.isSafeInteger(sequence) ? sequence : null;
}
