/**
 * The console's Content Security Policy. Scripts run only with the nonce of this answer. Style attributes are allowed
 * because server-rendered markup positions things with them; style elements and sheets are not.
 * @param isDevelopment  React's development build needs `eval` for its stack traces
 */
export const contentSecurityPolicy = (nonce: string, options: { isSecure: boolean; isDevelopment: boolean }): string =>
  [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${options.isDevelopment ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${options.isDevelopment ? ' ws:' : ''}`,
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...(options.isSecure ? ['upgrade-insecure-requests'] : []),
  ].join('; ');
