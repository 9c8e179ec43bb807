import { type AddressKind, classifyHost, isPlainIpv4, parseIpv4 } from './ssrf-address.js';

/** A URL as a strict reader takes it apart (RFC 3986: the authority ends at `/`, `?` or `#`). Nothing is resolved. */
export interface StrictUrl {
  readonly scheme: string;
  /** Null when there is none; may be empty. */
  readonly userinfo: string | null;
  /** As written. */
  readonly host: string;
  readonly port: string;
  /** Path, query and fragment. */
  readonly rest: string;
  readonly start: number;
  readonly end: number;
}

const ANY_URL =
  /\b([a-z][a-z0-9+.-]{1,20}):\/\/(?:([^\s/?#@]{0,200})@)?(\[[^\s\]/?#]{0,60}\]?|[^\s/?#:@"'<>]{0,255})(?::([^\s/?#"'<>]{0,12}))?([^\s"'<>]{0,2000})/gi;
const URLS_MAX = 20;

/** Every URL of a text, at most twenty. */
export function urlsIn(text: string): StrictUrl[] {
  const urls: StrictUrl[] = [];
  ANY_URL.lastIndex = 0;
  for (let match = ANY_URL.exec(text); match !== null && urls.length < URLS_MAX; match = ANY_URL.exec(text)) {
    urls.push({
      scheme: (match[1] ?? '').toLowerCase(),
      userinfo: match[2] ?? null,
      host: match[3] ?? '',
      port: match[4] ?? '',
      rest: match[5] ?? '',
      start: match.index,
      end: match.index + match[0].length,
    });
    // A URL inside the path or query of another is one too.
    ANY_URL.lastIndex = match.index + match[0].length - (match[5] ?? '').length;
  }
  return urls;
}

const dotted = (host: string): string => host.normalize('NFKC').replace(/[\u3002\uff61]/g, '.');

export const kindOf = ({ host }: StrictUrl): AddressKind => classifyHost(dotted(host));

/** The host as the browsers' parser reads it; null when that parser refuses the URL. */
function whatwgHost(text: string): string | null {
  try {
    return new URL(text).hostname;
  } catch {
    return null;
  }
}

const SPECIAL = new Set(['http', 'https', 'ws', 'wss', 'ftp']);
/** Names of a template are filled in later: the host is not known yet. */
const TEMPLATE = /[{}$<>]|^host$|^port$/i;

export type Disguise = 'numeric' | 'letters' | 'parsers' | 'userinfo' | 'malformed';

/** A way of writing the host that no honest client uses, or that two readers of the same URL understand differently. */
export function disguiseOf(url: StrictUrl, text: string): Disguise | null {
  const { host, userinfo } = url;
  const plain = dotted(host);
  if (host !== plain && /^[\x21-\x7e]+$/.test(plain)) return 'letters';
  if (parseIpv4(plain) !== null && !isPlainIpv4(plain)) return 'numeric';
  if (/^\[.*(?:ffff:|64:ff9b:|2002:)/i.test(host) && classifyHost(host) !== 'public') return 'numeric';
  if (userinfo !== null && /^[\w-]+(?:\.[\w-]+)+(?::.*)?$|[\\#?%]/.test(userinfo)) return 'userinfo';
  if (!SPECIAL.has(url.scheme)) return null;
  const raw = text.slice(url.start, url.end);
  if (/^[a-z+.-]+:\/\/[^/]{0,260}(?:\\|\?{2,}|[?#;&][^/]{0,100}@)|^[a-z]+:\/\/[^/]*[\t\r\n]/i.test(raw))
    return 'parsers';
  if (TEMPLATE.test(host) || TEMPLATE.test(url.port)) return null;
  const browsers = whatwgHost(`${url.scheme}://${userinfo === null ? '' : `${userinfo}@`}${host}/`);
  if (browsers === null) return host === '' ? null : 'malformed';
  if (/[!()^|`\]]/.test(host) && !host.startsWith('[')) return 'malformed';
  const strict = host.toLowerCase().replace(/\.$/, '');
  const same =
    browsers === strict ||
    browsers.replace(/\.$/, '') === strict ||
    browsers.startsWith('[') ||
    browsers.includes('xn--');
  return same || isPlainIpv4(browsers) === isPlainIpv4(strict) ? null : 'parsers';
}
