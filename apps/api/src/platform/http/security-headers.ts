import type { NextFunction, Request, Response } from 'express';

/**
 * The api serves data to servers and never to a browser's own scripts: nothing may be cached, framed, sniffed or read
 * across origins, and there are no CORS headers at all (the console's server makes the calls).
 */
const HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
};

export const securityHeaders = (_req: Request, res: Response, next: NextFunction): void => {
  for (const [name, value] of Object.entries(HEADERS)) res.setHeader(name, value);
  next();
};
