/** Payload of a frame: the sequence first, so that it can be read without parsing the record. */
const HEAD = '{"sequence":';
const BETWEEN = ',"record":';

/** What stands before the record in a payload. */
export const payloadHead = (sequence: number): string => `${HEAD}${sequence}${BETWEEN}`;

/** What stands behind it. */
export const PAYLOAD_END = 0x7d;

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
