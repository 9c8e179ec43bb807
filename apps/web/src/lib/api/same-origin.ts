/**
 * Whether a request was made by a page of this console. Browsers send `Sec-Fetch-Site`; those that do not are judged by
 * `Origin`, without which only reads pass. Together with the JSON content type and SameSite cookies this stops forged
 * requests from other sites.
 */
export const isSameOrigin = (method: string, headers: Headers, consoleUrl: string): boolean => {
  const site = headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin' || (site === 'none' && isRead(method));
  const origin = headers.get('origin');
  if (origin !== null) return origin === new URL(consoleUrl).origin;
  return isRead(method);
};

const isRead = (method: string): boolean => method === 'GET' || method === 'HEAD';
