import type { AuthEnvironment, AuthRequest } from './http.js';

export interface SeenRequest extends AuthRequest {
  readonly url: string;
  /** The body as it would travel. */
  readonly text: string;
  readonly form: URLSearchParams;
}

export type Page = (request: SeenRequest) => Response | Promise<Response>;

/** A web of pages by address, answered without a socket, and everything that was asked of it. */
export class ScriptedWeb {
  readonly seen: SeenRequest[] = [];
  private readonly pages = new Map<string, Page>();

  page(url: string, page: Page | object): this {
    this.pages.set(url, typeof page === 'function' ? (page as Page) : () => Response.json(page));
    return this;
  }

  get env(): AuthEnvironment {
    return {
      now: () => 1_000_000,
      fetch: async (url, request) => {
        const text = String(request.body ?? '');
        const seen = { ...request, url, text, form: new URLSearchParams(text) };
        this.seen.push(seen);
        const page = this.pages.get(url);
        return page === undefined ? new Response(null, { status: 404 }) : page(seen);
      },
    };
  }

  get urls(): string[] {
    return this.seen.map(({ url }) => url);
  }

  asked(url: string): SeenRequest[] {
    return this.seen.filter((request) => request.url === url);
  }
}

export const ISSUER = 'https://auth.example';
export const SERVER = new URL('https://mcp.example/mcp');
export const RESOURCE_URL = 'https://mcp.example/.well-known/oauth-protected-resource/mcp';
export const METADATA_URL = `${ISSUER}/.well-known/oauth-authorization-server`;

export const resourceMetadata = (more: object = {}): object => ({
  resource: SERVER.href,
  authorization_servers: [ISSUER],
  ...more,
});

export const issuerMetadata = (issuer = ISSUER, more: object = {}) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  registration_endpoint: `${issuer}/register`,
  code_challenge_methods_supported: ['S256'],
  ...more,
});

/** A server and its authorization server as they should be. */
export const honestWeb = (more: { resource?: object; issuer?: object } = {}): ScriptedWeb =>
  new ScriptedWeb()
    .page(RESOURCE_URL, resourceMetadata(more.resource))
    .page(METADATA_URL, issuerMetadata(ISSUER, more.issuer));
