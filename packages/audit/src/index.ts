export { canonicalize } from './canonical-json.js';
export { type Digest, digestBytes, digestOf } from './digest.js';
export {
  encodeFrame,
  FRAME_HEADER_BYTES,
  FRAME_PAYLOAD_BYTES_MAX,
  type FramesRead,
  findFrame,
  frameBytesAt,
  readFrames,
  sealFrame,
} from './frame.js';
export { type Spelling, spellingOf } from './spelling.js';
