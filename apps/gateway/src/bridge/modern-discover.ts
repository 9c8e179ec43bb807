import { META_KEYS, MODERN_VERSIONS } from '@sallyport/mcp';
import { toModernServer } from './capabilities.js';
import type { InitializedSession } from './legacy-initialize.js';

/** What `server/discover` answers for a legacy server: what it said to `initialize`, in the words of a `DiscoverResult`. */
export const discovered = ({ result, capabilities }: InitializedSession): string => {
  const { serverInfo, instructions, _meta } = result;
  const meta = {
    ...(typeof _meta === 'object' ? _meta : {}),
    ...(serverInfo === undefined ? {} : { [META_KEYS.serverInfo]: serverInfo }),
  };
  return JSON.stringify({
    resultType: 'complete',
    supportedVersions: MODERN_VERSIONS,
    capabilities: toModernServer(capabilities),
    ...(typeof instructions === 'string' && { instructions }),
    ttlMs: 0,
    cacheScope: 'private',
    _meta: meta,
  });
};
