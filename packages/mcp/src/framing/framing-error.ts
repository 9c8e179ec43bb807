/**
 * `truncated`: the peer closed in the middle. `unsupported`, `version`, `expectation`: well formed, but a method or coding, a
 * version of HTTP, or a demand that is not served.
 */
export type FramingErrorCode = 'malformed' | 'too_large' | 'truncated' | 'unsupported' | 'version' | 'expectation';

/** A peer broke the framing of its stream. The stream has no further use: what follows cannot be told apart. */
export class FramingError extends Error {
  readonly code: FramingErrorCode;

  constructor(code: FramingErrorCode, message: string) {
    super(message);
    this.name = 'FramingError';
    this.code = code;
  }
}
