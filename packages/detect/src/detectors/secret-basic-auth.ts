import { isShownAsExample } from '../text/documents.js';
import { isPlaceholder } from '../text/entropy.js';
import { type Detector, EVERYWHERE, type Hit, type Subject } from './detector.js';
import { EXAMPLE_CONFIDENCE, SECRET_FIX, SECRET_FRAMEWORKS } from './secret.js';
import { isStandIn } from './stand-in.js';

const URL_USER =
  /\b(?:https?|git|ssh|svn|wss?):\/\/(?<user>[^\s:/@"'<>]{0,80}):(?<password>[^\s@"'<>/]{3,120})@(?=[\w[])/dgi;
const CURL_USER =
  /\bcurl\b(?:[^\n]|\\\n){0,300}?\s(?:-u|--user|--proxy-user)[\s=]{0,2}["']?(?<user>[^\s:"']{0,60})["']?:(?:["']{0,2}(?<password>[^\s"']{6,80}))?/dgi;
const CONFIDENCE = 0.8;
const HITS_MAX = 20;
/** A key in the place of the user, the password left empty. */
const KEY_UNITS_MIN = 10;

const USER_UNITS_MAX = 202;
const FLAGS = ['-u', '--user', '--proxy-user'];

/** A colon and an at sign follow a scheme before anything ends the host, or a colon what follows an option of curl. */
function glance({ text }: Subject): boolean {
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    if (endsAtSign(text, at + 3)) return true;
  }
  const lower = text.toLowerCase();
  if (!lower.includes('curl')) return false;
  return FLAGS.some((flag) => {
    for (let at = lower.indexOf(flag); at >= 0; at = lower.indexOf(flag, at + 1)) {
      if (lower.slice(at + flag.length, at + flag.length + USER_UNITS_MAX).includes(':')) return true;
    }
    return false;
  });
}

function endsAtSign(text: string, from: number): boolean {
  let colon = false;
  const limit = Math.min(text.length, from + USER_UNITS_MAX);
  for (let at = from; at < limit; at++) {
    const char = text.charAt(at);
    if (char === '@') return colon;
    if (char === ':') colon = true;
    else if (char <= ' ' || '/"\'<>'.includes(char)) return false;
  }
  return false;
}

function detect({ text }: Subject): Hit[] {
  const hits: Hit[] = [];
  for (const pattern of [URL_USER, CURL_USER]) {
    for (const match of text.matchAll(pattern)) {
      const { user = '', password } = match.groups ?? {};
      const confidence = judge(user, password ?? '');
      const span = match.indices?.groups?.[password === undefined ? 'user' : 'password'];
      if (confidence > 0 && span !== undefined)
        hits.push({ start: span[0], end: span[1], ...weighed(text, span[1], confidence) });
      if (hits.length === HITS_MAX) return hits;
    }
  }
  return hits;
}

/** Hosts that nobody can have (RFC 2606): no password opens them. */
const NO_HOST = /^@(?:[\w-]{1,40}\.){0,3}example\.(?:com|org|net)(?=[/:\s"'?#]|$)/i;

function weighed(text: string, end: number, confidence: number): Omit<Hit, 'start' | 'end'> {
  if (NO_HOST.test(text.slice(end, end + 120)))
    return { confidence: Math.min(confidence, EXAMPLE_CONFIDENCE), severity: 'low' };
  return isShownAsExample(text, end) ? { confidence, severity: 'low', reason: 'quoted' } : { confidence };
}

function judge(user: string, password: string): number {
  if (password === '') return user.length >= KEY_UNITS_MIN && isMadeUp(user) ? CONFIDENCE : 0;
  if (isStandIn(password) || password === user) return 0.2;
  return isPlaceholder(password) || /^[A-Z]+(?:_[A-Z]+)+$/.test(password) ? 0.3 : CONFIDENCE;
}

const isMadeUp = (text: string): boolean =>
  /\d/.test(text) && /[A-Za-z]/.test(text) && !/^[a-z]+\d{0,4}$/i.test(text) && !isPlaceholder(text);

/** User and password in the address of a web server, or given to curl. Catalogue R6, C6. */
export const secretBasicAuth: Detector = {
  id: 'secret.basic-auth',
  category: 'secret',
  severity: 'medium',
  title: 'User and password in a web address or a request',
  why: 'Addresses are logged, shared and forwarded by everybody on the way, with the password in them.',
  fix: SECRET_FIX,
  frameworks: SECRET_FRAMEWORKS,
  surfaces: EVERYWHERE,
  secret: true,
  local: true,
  gates: [
    { literals: [['http://', 'https://', 'git://', 'ssh://', 'wss://'], ['@']], near: 120 },
    { literals: [[' -u ', ' -u"', " -u'", '--user ', '--user=', '--proxy-user'], ['curl ']], near: 400 },
  ],
  glance,
  detect,
};
