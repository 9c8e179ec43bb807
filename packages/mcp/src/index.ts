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
