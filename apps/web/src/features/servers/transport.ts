import type { Server } from '@/lib/api/types';

/** `HTTP 127.0.0.1:4604` or `Hosted, launcher filesystem`. */
export const describeTransport = (transport: Server['transport']): string =>
  transport.kind === 'stdio'
    ? `Hosted, launcher ${transport.launcher}`
    : `HTTP, ${URL.parse(transport.url)?.host ?? transport.url}`;
