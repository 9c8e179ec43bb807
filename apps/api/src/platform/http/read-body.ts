import { AppError } from '@sallyport/contracts';
import type { Request } from 'express';

/**
 * The bytes of a JSON request body. Called after authentication, so that nobody unknown can make us hold megabytes.
 * @throws AppError `request.unsupported_media`, `request.too_large`
 */
export const readBody = async (req: Request, bytesMax: number): Promise<Buffer> => {
  assertPlainJson(req);
  const declared = Number(req.headers['content-length'] ?? 0);
  if (declared > bytesMax) throw tooLarge(bytesMax);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > bytesMax) throw tooLarge(bytesMax);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes);
};

const assertPlainJson = (req: Request): void => {
  const [type = '', ...parameters] = (req.headers['content-type'] ?? '').toLowerCase().split(';');
  const isUtf8 = parameters.every((parameter) => /^\s*(charset="?utf-8"?)?\s*$/.test(parameter));
  const isIdentity = (req.headers['content-encoding'] ?? 'identity') === 'identity';
  if (type.trim() === 'application/json' && isUtf8 && isIdentity) return;
  throw new AppError('request.unsupported_media', {
    detail: 'Send the body as application/json in UTF-8, without content encoding.',
  });
};

const tooLarge = (bytesMax: number): AppError =>
  new AppError('request.too_large', { detail: `The body may be at most ${bytesMax} bytes.` });
