export { FramingError, type FramingErrorCode } from './framing/framing-error.js';
export { type BodyFraming, type Http1Head, headerValue } from './framing/http1-head.js';
export { type Http1Handlers, Http1ResponseParser } from './framing/http1-response-parser.js';
export { LineFramer, type LineFramerOptions } from './framing/line-framer.js';
export { encodeSseEvent, type SseFields } from './framing/sse-encode.js';
export { type SseEvent, SseParser } from './framing/sse-parser.js';
export { elementSpans, locate, type Span } from './json/locate.js';
export { ANSWER_LIMITS, type JsonLimits, parseJson, validateJson } from './json/parse.js';
export { McpParseError, type McpParseErrorCode } from './json/parse-error.js';
export { type Edit, keepElements, splice } from './json/splice.js';
export { classify, type McpMessage, McpMessageError, type RpcError } from './message/classify.js';
export { type Envelope, envelopeId, envelopeMethod, readEnvelope } from './message/envelope.js';
export { HEADERS, isValidSessionId, MEDIA_TYPES } from './message/headers.js';
export {
  type Direction,
  findMethod,
  type ListRule,
  METHODS,
  type MethodSpec,
  type TargetRule,
  targetOf,
} from './message/methods.js';
export {
  isSupportedVersion,
  LATEST_VERSION,
  negotiateVersion,
  type ProtocolVersion,
  SUPPORTED_VERSIONS,
} from './message/versions.js';
