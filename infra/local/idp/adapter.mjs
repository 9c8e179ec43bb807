// Storage of the bundled identity provider: in memory, written to one file so that sign-ins outlive a restart.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';

const GRANTABLE = new Set([
  'AccessToken',
  'AuthorizationCode',
  'RefreshToken',
  'DeviceCode',
  'BackchannelAuthenticationRequest',
]);
const WRITE_DELAY_MS = 200;

/**
 * @param {string} file  where entries are kept; made when absent, mode 0600
 * @returns {{ Adapter: new (name: string) => object, flush(): void }}
 */
export function createFileAdapter(file) {
  const entries = new Map(load(file));
  let timer = null;

  const flush = () => {
    clearTimeout(timer);
    timer = null;
    const temporary = `${file}.tmp`;
    writeFileSync(temporary, JSON.stringify([...entries].filter(([, entry]) => isAlive(entry))), { mode: 0o600 });
    renameSync(temporary, file);
  };
  const changed = () => {
    timer ??= setTimeout(flush, WRITE_DELAY_MS);
  };

  class FileAdapter {
    constructor(name) {
      this.name = name;
    }
    key(id) {
      return `${this.name}:${id}`;
    }
    async upsert(id, payload, expiresIn) {
      entries.set(this.key(id), { payload, expiresAt: expiresIn ? Date.now() + expiresIn * 1000 : null });
      changed();
    }
    async find(id) {
      const entry = entries.get(this.key(id));
      return entry && isAlive(entry) ? entry.payload : undefined;
    }
    async findBy(field, value) {
      for (const [key, entry] of entries) {
        if (key.startsWith(`${this.name}:`) && entry.payload[field] === value && isAlive(entry)) return entry.payload;
      }
      return undefined;
    }
    findByUid(uid) {
      return this.findBy('uid', uid);
    }
    findByUserCode(userCode) {
      return this.findBy('userCode', userCode);
    }
    async consume(id) {
      const entry = entries.get(this.key(id));
      if (entry) entry.payload.consumed = Math.floor(Date.now() / 1000);
      changed();
    }
    async destroy(id) {
      entries.delete(this.key(id));
      changed();
    }
    async revokeByGrantId(grantId) {
      for (const [key, entry] of entries) {
        if (GRANTABLE.has(key.slice(0, key.indexOf(':'))) && entry.payload.grantId === grantId) entries.delete(key);
      }
      changed();
    }
  }
  return { Adapter: FileAdapter, flush };
}

const isAlive = (entry) => entry.expiresAt === null || entry.expiresAt > Date.now();

function load(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return []; // Absent or damaged: people sign in again, nothing else is lost.
  }
}
