import type { ClientInfo } from '@sallyport/contracts';

const NAME_LENGTH_MAX = 120;
const VERSION_LENGTH_MAX = 60;

/** How a client names itself in `initialize`, cut to what records hold; null when it does not. Never proof of anything. */
export const toClientInfo = (params: object | undefined): ClientInfo | null => {
  const info: unknown = (params as { clientInfo?: unknown } | undefined)?.clientInfo;
  if (typeof info !== 'object' || info === null) return null;
  const { name, version } = info as { name?: unknown; version?: unknown };
  if (typeof name !== 'string') return null;
  return {
    name: name.slice(0, NAME_LENGTH_MAX),
    version: typeof version === 'string' ? version.slice(0, VERSION_LENGTH_MAX) : '',
  };
};

/** What a client declares in `initialize` that it can do; nothing when it is no object. */
export const toCapabilities = (params: object | undefined): Readonly<Record<string, unknown>> => {
  const declared: unknown = (params as { capabilities?: unknown } | undefined)?.capabilities;
  return typeof declared === 'object' && declared !== null ? (declared as Readonly<Record<string, unknown>>) : {};
};
