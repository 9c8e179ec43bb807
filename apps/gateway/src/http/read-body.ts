import type { IncomingMessage } from 'node:http';
import { AppError } from '@sallyport/contracts';

/**
 * Collects a request body of at most `bytesMax` bytes. A declared length over the limit is refused before a byte is read;
 * an undeclared one as soon as it passes the limit, so memory stays bounded by the limit.
 * @throws AppError `request.too_large`; `request.invalid` when the client goes away half-way
 */
export const readBody = (req: IncomingMessage, declaredBytes: number | null, bytesMax: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    if (declaredBytes !== null && declaredBytes > bytesMax) {
      reject(tooLarge(bytesMax));
      return;
    }
    const chunks: Buffer[] = [];
    let bytes = 0;
    req.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > bytesMax) {
        req.pause();
        reject(tooLarge(bytesMax));
        return;
      }
      chunks.push(chunk);
    });
    req.on('end', () => {
      const [only] = chunks;
      resolve(chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks, bytes));
    });
    req.on('error', (cause) => reject(new AppError('request.invalid', { detail: 'The body ended early.', cause })));
  });

const tooLarge = (bytesMax: number): AppError =>
  new AppError('request.too_large', { detail: `A message may have at most ${bytesMax} bytes.` });
