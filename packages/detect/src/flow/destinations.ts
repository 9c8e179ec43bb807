/** Something data can be sent to. */
export interface Destination {
  readonly kind: 'email' | 'host' | 'account';
  /** In one spelling, to be compared. */
  readonly folded: string;
  /** As a person reads it: an address, or the host of a URL. */
  readonly shown: string;
  readonly start: number;
  readonly end: number;
}

const EMAILS = /[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,6}[A-Za-z]{2,24}/g;
const URLS = /\b(?:https?|wss?|ftps?|s3|gs|sftp|ssh):\/\/([^\s"'<>\\/?#]{1,253})[^\s"'<>\\]{0,2048}/gi;
const BARE_HOSTS =
  /\b(?:[a-z0-9-]{1,63}\.){1,5}(?:com|org|net|io|dev|app|info|biz|xyz|top|site|online|example|test|ru|cn|co|me)\b/gi;
const FOUND_MAX = 64;

/** Cheap to look for, and in every bare host. */
const HOST_END = /\.(?:com|org|net|io|dev|app|info|biz|xyz|top|site|online|example|test|ru|cn|co|me)\b/i;
const NONE: Destination[] = [];

/** Addresses of mail and of the web that a text names, in its order; at most 64. */
export function destinationsIn(text: string): Destination[] {
  const hasEmail = text.includes('@');
  const hasUrl = text.includes('://');
  const hasHost = text.includes('.') && HOST_END.test(text);
  // Most texts name none, and tell so by a sign that is missing.
  if (!hasEmail && !hasUrl && !hasHost) return NONE;
  const found: Destination[] = [];
  for (const match of hasEmail ? text.matchAll(EMAILS) : NONE_MATCHED) {
    if (found.length >= FOUND_MAX) return found;
    found.push(placed('email', match[0].toLowerCase(), match[0], match));
  }
  for (const match of hasUrl ? text.matchAll(URLS) : NONE_MATCHED) {
    if (found.length >= FOUND_MAX) return found;
    const host = hostOf(match[1] ?? '');
    if (!LOCAL.test(host)) found.push(placed('host', host, host, match));
  }
  for (const match of hasHost ? text.matchAll(BARE_HOSTS) : NONE_MATCHED) {
    const [start, end] = [match.index, match.index + match[0].length];
    if (found.length >= FOUND_MAX || found.some((other) => start < other.end && other.start < end)) continue;
    found.push(placed('host', match[0].toLowerCase().replace(/^www\./, ''), match[0].toLowerCase(), match));
  }
  return found;
}

const NONE_MATCHED: readonly RegExpExecArray[] = [];

const placed = (kind: Destination['kind'], folded: string, shown: string, match: RegExpExecArray): Destination => ({
  kind,
  folded,
  shown: shown.slice(0, 120),
  start: match.index,
  end: match.index + match[0].length,
});

const LOCAL = /^(?:localhost|127\.|\[::1\]|0\.0\.0\.0)/;

const hostOf = (authority: string): string =>
  authority
    .replace(/^.*@/, '')
    .replace(/:\d+$/, '')
    .toLowerCase()
    .replace(/^www\./, '');

/** Members whose value says who gets something, when it is no address of the web. */
const ACCOUNT_KEYS =
  /(?:^|_|-)(?:to|recipients?|payee|account(?:_?(?:number|id|no))?|iban|wallet|beneficiary|phone(?:_?number)?|receiver(?:_?id)?|destination)$/;
/** Members that hold text, not an address: an address in them is spoken of. */
const PROSE_KEYS =
  /^(?:body|content|text|message|description|summary|note|notes|comment|title|subject|query|q|prompt|html|markdown)$/;

/** What the name of a member says of its value. */
export type KeyKind = 'prose' | 'account' | 'other';

/** @param key  lower case */
export const kindOfKey = (key: string): KeyKind =>
  PROSE_KEYS.test(key) ? 'prose' : ACCOUNT_KEYS.test(key) ? 'account' : 'other';

/** Where a value of the arguments sends things to; nothing for prose that merely names addresses. */
export function destinationsOf(kind: KeyKind, key: string, text: string): Destination[] {
  if (kind === 'prose' || text.length > 8_192) return NONE;
  const named = destinationsIn(text);
  if (named.length === 0 && kind === 'other') return NONE;
  const found = named.filter(({ kind: what, start, end }) => what !== 'host' || isWhole(text, start, end, key));
  if (found.length > 0 || kind !== 'account') return found;
  const folded = text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const isAccount = folded.length >= 5 && folded.length <= 64 && /\d{2}/.test(folded);
  return isAccount ? [{ kind: 'account', folded, shown: text.slice(0, 120), start: 0, end: text.length }] : [];
}

/** A host counts where the value is an address, or a command that names one. */
const isWhole = (text: string, start: number, end: number, key: string): boolean =>
  end - start >= text.trim().length * 0.6 ||
  /command|cmd|script|args?|url|uri|host|endpoint|webhook|link|domain/.test(key);
