/** What {@link McpParseError} complains of. */
export type McpParseErrorCode = 'unparseable' | 'invalid_utf8' | 'duplicate_key' | 'too_deep' | 'too_many_elements';

/** Bytes that are not one JSON value as {@link parseJson} wants it. `offset` is the byte where it was noticed. */
export class McpParseError extends Error {
  readonly code: McpParseErrorCode;
  readonly offset: number;

  constructor(code: McpParseErrorCode, offset: number) {
    super(`${code} at byte ${offset}`);
    this.name = 'McpParseError';
    this.code = code;
    this.offset = offset;
  }
}
