import { chmod, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  type AuthorizationServer,
  authorizationServerSchema,
  CLIENT_AUTH_METHODS,
  CLIENT_KINDS,
  type ClientIdentity,
  type TokenSet,
} from '@sallyport/upstream-auth';
import { z } from 'zod';

/** What a person granted at one server. */
export interface LocalGrant {
  readonly issuer: string;
  readonly resource: string;
  /** Asked for, granted or not. */
  readonly requested: readonly string[] | null;
  readonly tokens: TokenSet;
}

export interface LocalClient {
  readonly identity: ClientIdentity;
  readonly server: AuthorizationServer;
}

export interface LocalState {
  /** Port the loopback redirect was registered with. */
  readonly redirectPort: number | null;
  /** By issuer. */
  readonly clients: Readonly<Record<string, LocalClient>>;
  /** By server address. */
  readonly grants: Readonly<Record<string, LocalGrant>>;
}

const scopesSchema = z.array(z.string()).nullable();
const identitySchema: z.ZodType<ClientIdentity> = z.object({
  issuer: z.string(),
  kind: z.enum(CLIENT_KINDS),
  clientId: z.string(),
  clientSecret: z.string().nullable(),
  authMethod: z.enum(CLIENT_AUTH_METHODS),
  redirectUri: z.string(),
  expiresAt: z.number().nullable(),
});
const tokensSchema: z.ZodType<TokenSet> = z.object({
  accessToken: z.string(),
  refreshToken: z.string().nullable(),
  expiresAt: z.number().nullable(),
  scopes: scopesSchema,
});
const stateSchema: z.ZodType<LocalState> = z.object({
  redirectPort: z.int().nullable(),
  clients: z.record(z.string(), z.object({ identity: identitySchema, server: authorizationServerSchema })),
  grants: z.record(
    z.string(),
    z.object({ issuer: z.string(), resource: z.string(), requested: scopesSchema, tokens: tokensSchema }),
  ),
});

const NOTHING: LocalState = { redirectPort: null, clients: {}, grants: {} };
const OWNER_ONLY = 0o600;
const OTHERS = 0o077;

/** The credentials of one person in one file that only they may read. Changes are written whole and put in place at once. */
export class CredentialFile {
  private readonly file: string;
  private writing: Promise<void> = Promise.resolve();

  constructor(file: string) {
    this.file = file;
  }

  /** @throws Error when others may read the file, or it cannot be understood */
  async read(): Promise<LocalState> {
    const text = await readFile(this.file, 'utf8').catch((err: NodeJS.ErrnoException) => {
      if (err.code === 'ENOENT') return null;
      throw err;
    });
    if (text === null) return NOTHING;
    const { mode } = await stat(this.file);
    if (process.platform !== 'win32' && (mode & OTHERS) !== 0) {
      throw new Error(`${this.file} may be read by others; make it yours alone (chmod 600) or delete it`);
    }
    return stateSchema.parse(JSON.parse(text));
  }

  write(state: LocalState): Promise<void> {
    this.writing = this.writing.catch(() => undefined).then(() => this.replace(state));
    return this.writing;
  }

  private async replace(state: LocalState): Promise<void> {
    await mkdir(path.dirname(this.file), { recursive: true, mode: 0o700 });
    const fresh = `${this.file}.${process.pid}`;
    await writeFile(fresh, JSON.stringify(state, null, 2), { mode: OWNER_ONLY });
    // The mode of `writeFile` does not count for a file that was left behind.
    await chmod(fresh, OWNER_ONLY);
    await rename(fresh, this.file);
  }
}
