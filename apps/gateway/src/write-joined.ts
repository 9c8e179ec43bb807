import type { Socket } from 'node:net';
import { kib } from '@sallyport/contracts';

/** Up to here copying a body is cheaper than giving the kernel two pieces. */
const BODY_BYTES_MAX = kib(16);
const SCRATCH_BYTES = kib(34);

let scratch = Buffer.allocUnsafeSlow(SCRATCH_BYTES);

/**
 * Writes a head and its body: as one packet where that is cheaper. Small ones are put together in a buffer that all sockets
 * share, and that is left to the socket whose kernel buffer was too full to take it at once. TLS takes nothing at once.
 * @param head  latin1
 */
export const writeJoined = (socket: Socket, head: string, body: Buffer): void => {
  const bytes = head.length + body.length;
  if (body.length > BODY_BYTES_MAX || bytes > SCRATCH_BYTES) {
    socket.cork();
    socket.write(head, 'latin1');
    socket.write(body);
    socket.uncork();
    return;
  }
  const buffer = 'encrypted' in socket ? Buffer.allocUnsafe(bytes) : scratch;
  buffer.write(head, 0, 'latin1');
  body.copy(buffer, head.length);
  socket.write(buffer.subarray(0, bytes));
  // What is left to write is still read from it.
  if (buffer === scratch && socket.writableLength > 0) scratch = Buffer.allocUnsafeSlow(SCRATCH_BYTES);
};
