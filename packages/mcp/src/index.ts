export { FramingError, type FramingErrorCode } from './framing/framing-error.js';
export { type BodyFraming, type Http1Head, headerValue } from './framing/http1-head.js';
export type { Http1RequestHead, RequestFraming } from './framing/http1-request-head.js';
export { type Http1RequestHandlers, Http1RequestParser } from './framing/http1-request-parser.js';
export { type Http1Handlers, Http1ResponseParser } from './framing/http1-response-parser.js';
export { LineFramer, type LineFramerOptions } from './framing/line-framer.js';
export { encodeSseEvent, type SseFields } from './framing/sse-encode.js';
export { type SseEvent, SseParser } from './framing/sse-parser.js';
export { editObject, type ObjectEdit } from './json/edit.js';
export { elementSpans, locate, type Span } from './json/locate.js';
export { ANSWER_LIMITS, type JsonLimits, parseJson, validateJson } from './json/parse.js';
export { McpParseError, type McpParseErrorCode } from './json/parse-error.js';
export { type Edit, keepElements, splice } from './json/splice.js';
export { splitBatch } from './message/batch.js';
export { classify, type McpMessage, McpMessageError, type RpcError } from './message/classify.js';
export { type Envelope, envelopeId, envelopeMethod, readEnvelope } from './message/envelope.js';
export { decodeHeaderValue, encodeHeaderValue } from './message/header-values.js';
export { HEADERS, isValidSessionId, MEDIA_TYPES, SSE_EVENTS } from './message/headers.js';
export {
  type Direction,
  EXTENSIONS,
  findInputRequest,
  findMethod,
  type ListRule,
  METHODS,
  type MethodSpec,
  type PartRule,
  type TargetRule,
} from './message/methods.js';
export { headerMismatch, type MirroredHeaders, mirroredHeaders } from './message/mirrored-headers.js';
export {
  type MirroredParam,
  type MirroredParams,
  mirroredParams,
  paramHeaders,
  paramMismatch,
} from './message/mirrored-params.js';
export {
  type ClientName,
  carriesRequestMeta,
  LOG_LEVELS,
  type LogLevel,
  META_KEYS,
  type RequestMeta,
  type RequestMetaResult,
  readRequestMeta,
} from './message/request-meta.js';
export { RESULT_TYPES, type ResultType, resultTypeOf } from './message/result-type.js';
export { isModernError, MCP_ERRORS, supportedVersionsOf } from './message/rpc-errors.js';
export { type Part, partsOf, targetOf } from './message/targets.js';
export {
  isTerminalStatus,
  readTask,
  TASK_STATUSES,
  type TaskHead,
  type TaskOutcome,
  type TaskStatus,
  taskOutcomeOf,
  toLegacyCreatedTask,
  toLegacyTask,
  toModernCreatedTask,
  toModernTask,
} from './message/tasks.js';
export {
  type Era,
  eraOf,
  hasBatches,
  hasVersionHeader,
  isLegacyVersion,
  isModernVersion,
  isSupportedVersion,
  LATEST_LEGACY_VERSION,
  LATEST_VERSION,
  LEGACY_VERSIONS,
  type LegacyVersion,
  MODERN_VERSIONS,
  type ModernVersion,
  negotiateLegacyVersion,
  type ProtocolVersion,
  SUPPORTED_VERSIONS,
} from './message/versions.js';
