// The identity provider that `npm start` bundles: a certified OpenID provider on loopback, with people from a file.
// Configuration by environment: IDP_PORT, IDP_ISSUER, IDP_DATA_DIR (users.json, jwks.json), IDP_CLIENT_ID,
// IDP_CLIENT_SECRET, IDP_REDIRECT_URI, IDP_LOGOUT_URI, IDP_AUDIENCE, IDP_COOKIE_KEY.
import { scryptSync, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import Provider from 'oidc-provider';
import { createFileAdapter } from './adapter.mjs';
import { errorPage, signInPage } from './pages.mjs';

const HOUR_S = 3600;
const FORM_BYTES_MAX = 4096;
const ATTEMPTS_MAX = 10;
const ATTEMPT_WINDOW_MS = 60_000;

/**
 * @typedef {{ sub: string, email: string, name: string, groups: string[], salt: string, hash: string }} Person
 * @param {Record<string, string | undefined>} env
 * @returns {Promise<{ url: string, close(): Promise<void> }>}
 */
export async function startIdentityProvider(env) {
  const read = (name) => env[name] ?? fail(`${name} is not set`);
  const dataDir = read('IDP_DATA_DIR');
  /** @type {Person[]} */
  const people = JSON.parse(readFileSync(path.join(dataDir, 'users.json'), 'utf8'));
  const { Adapter, flush } = createFileAdapter(path.join(dataDir, 'state.json'));
  const provider = createProvider(read, people, Adapter);
  const handle = provider.callback();
  const throttle = createThrottle();

  const server = http.createServer((req, res) => {
    const uid = /^\/interaction\/([\w-]{1,64})$/.exec(new URL(req.url ?? '/', 'http://idp').pathname)?.[1];
    if (!uid) return void handle(req, res);
    interaction({ provider, people, throttle, req, res, uid }).catch(() =>
      send(res, 400, errorPage('This sign-in has expired', 'Go back to Sallyport and sign in again.')),
    );
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(Number(read('IDP_PORT')), '127.0.0.1', () => resolve(undefined));
  });
  return {
    url: read('IDP_ISSUER'),
    close: () =>
      new Promise((resolve) => {
        flush();
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function createProvider(read, people, adapter) {
  const findPerson = (sub) => people.find((person) => person.sub === sub);
  const claimsOf = (person) => ({
    sub: person.sub,
    email: person.email,
    email_verified: true,
    name: person.name,
    groups: person.groups,
  });
  const provider = new Provider(read('IDP_ISSUER'), {
    adapter,
    clients: [
      {
        client_id: read('IDP_CLIENT_ID'),
        client_secret: read('IDP_CLIENT_SECRET'),
        client_name: 'Sallyport console',
        redirect_uris: [read('IDP_REDIRECT_URI')],
        post_logout_redirect_uris: [read('IDP_LOGOUT_URI')],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        token_endpoint_auth_method: 'client_secret_basic',
      },
    ],
    jwks: JSON.parse(readFileSync(path.join(read('IDP_DATA_DIR'), 'jwks.json'), 'utf8')),
    cookies: {
      keys: [read('IDP_COOKIE_KEY')],
      names: { session: 'idp_session', interaction: 'idp_interaction', resume: 'idp_resume' },
    },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
    conformIdTokenClaims: false, // The console reads name and groups from the id_token: its access token is for the api.
    pkce: { required: () => true },
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      IdToken: HOUR_S,
      Interaction: 600,
      Session: 12 * HOUR_S,
      Grant: 12 * HOUR_S,
      RefreshToken: 12 * HOUR_S,
    },
    rotateRefreshToken: true,
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    findAccount: async (_ctx, sub) => {
      const person = findPerson(sub);
      return person && { accountId: sub, claims: async () => claimsOf(person) };
    },
    extraTokenClaims: async (_ctx, token) => {
      const person = token.accountId && findPerson(token.accountId);
      return person ? claimsOf(person) : undefined;
    },
    loadExistingGrant: async (ctx) => grantEverythingAsked(ctx, provider),
    interactions: { url: (_ctx, asked) => `/interaction/${asked.uid}` },
    renderError: async (ctx, out) => {
      ctx.type = 'html';
      ctx.body = errorPage('Sign-in did not work', out.error_description ?? out.error);
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: true, logoutSource: autoLogout },
      resourceIndicators: {
        enabled: true,
        defaultResource: async () => read('IDP_AUDIENCE'),
        useGrantedResource: async () => true,
        getResourceServerInfo: async (_ctx, resource) => {
          if (resource !== read('IDP_AUDIENCE')) throw new Error('unknown resource');
          return {
            scope: 'openid profile email',
            audience: resource,
            accessTokenFormat: 'jwt',
            accessTokenTTL: 600,
            jwt: { sign: { alg: 'RS256' } },
          };
        },
      },
    },
  });
  provider.on('server_error', (_ctx, err) => process.stderr.write(`identity provider: ${err.stack}\n`));
  return provider;
}

// One first-party client: asking the person to consent to their own console would only train them to click.
async function grantEverythingAsked(ctx, provider) {
  const { session, client, params } = ctx.oidc;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(params.scope ?? 'openid');
  for (const resource of [params.resource ?? []].flat()) grant.addResourceScope(resource, 'openid profile email');
  await grant.save();
  return grant;
}

async function autoLogout(ctx, form) {
  const nonceless = form.replace('</form>', '<input type="hidden" name="logout" value="yes"></form>');
  ctx.type = 'html';
  ctx.body = `<!doctype html><title>Sign out</title>${nonceless}<p>Sign out of the identity provider too?</p><button type="submit" form="op.logoutForm">Sign out</button>`;
}

async function interaction({ provider, people, throttle, req, res, uid }) {
  const details = await provider.interactionDetails(req, res);
  if (details.uid !== uid || details.prompt.name !== 'login') throw new Error('stale interaction');
  if (req.method !== 'POST')
    return send(res, 200, signInPage({ uid, email: details.params.login_hint, failed: false }));
  const form = new URLSearchParams(await readBody(req));
  const email = (form.get('email') ?? '').trim().toLowerCase();
  if (throttle.isClosed(email)) return send(res, 429, errorPage('Too many attempts', 'Wait a minute and try again.'));
  const person = people.find((candidate) => candidate.email === email);
  if (!isPassword(person, form.get('password') ?? '')) {
    throttle.failed(email);
    return send(res, 401, signInPage({ uid, email, failed: true }));
  }
  await provider.interactionFinished(
    req,
    res,
    { login: { accountId: person.sub } },
    { mergeWithLastSubmission: false },
  );
}

/** Costs the same whether or not the person exists. */
function isPassword(person, password) {
  const derived = scryptSync(password, person?.salt ?? 'no such person', 32);
  const expected = person ? Buffer.from(person.hash, 'hex') : Buffer.alloc(32);
  return timingSafeEqual(derived, expected) && person !== undefined;
}

function createThrottle() {
  const failures = new Map();
  const recent = (email) => (failures.get(email) ?? []).filter((at) => at > Date.now() - ATTEMPT_WINDOW_MS);
  return {
    isClosed: (email) => recent(email).length >= ATTEMPTS_MAX,
    failed: (email) => {
      if (failures.size > 10_000) failures.clear();
      failures.set(email, [...recent(email), Date.now()]);
    },
  };
}

async function readBody(req) {
  let text = '';
  for await (const chunk of req) {
    text += chunk;
    if (text.length > FORM_BYTES_MAX) throw new Error('form too large');
  }
  return text;
}

function send(res, status, html) {
  if (res.headersSent) return;
  res.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
  });
  res.end(html);
}

function fail(message) {
  throw new Error(message);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const provider = await startIdentityProvider(process.env);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => provider.close().then(() => process.exit(0)));
}
