import { AppError } from '@sallyport/contracts';
import type { Request } from 'express';

const TOKEN_CHARS_MAX = 8192;

/**
 * The bearer token of a request (RFC 6750 section 2.1: the header only, never query or body).
 * @throws AppError `auth.token_missing`, `auth.token_invalid`
 */
export const bearerOf = (req: Request): string => {
  const header = req.headers.authorization;
  if (header === undefined) throw new AppError('auth.token_missing');
  const token = /^Bearer ([A-Za-z0-9._~+/-]+=*)$/i.exec(header)?.[1];
  if (token === undefined || token.length > TOKEN_CHARS_MAX) throw new AppError('auth.token_invalid');
  return token;
};
