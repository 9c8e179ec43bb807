import type { Detector, Hit, Subject } from './detector.js';
import { OFF_INTENT } from './frameworks.js';
import { type Disguise, disguiseOf, kindOf, type StrictUrl, urlsIn } from './ssrf-url.js';

const CONFIDENCE: Readonly<Record<Disguise, number>> = {
  numeric: 0.9,
  letters: 0.85,
  userinfo: 0.85,
  parsers: 0.85,
  malformed: 0.65,
};
/** Names that answer with whatever address is asked for, now one and then another, or send the caller on. */
const REBINDING =
  /(?:^|\.)(?:1u\.ms|rbndr\.us|r3dir\.me|rebind\.(?:it|network)|lock\.cmpxchg8b\.com|localdomain\.pw|nip\.io|sslip\.io|xip\.io|ssrf\.localdomain\.pw|whonow\.\w+|oastify\.com|burpcollaborator\.net|interact\.sh|dnslog\.cn|ceye\.io)$/i;
const LINE_BREAK = /%0d%0a|%0a|%0d|%e5%98%8a|\r\n/i;

function judge(url: StrictUrl, text: string): Omit<Hit, 'start' | 'end'> | null {
  const disguise = disguiseOf(url, text);
  if (disguise !== null) {
    const inside = kindOf(url) !== 'public';
    const confidence = inside ? 0.9 : CONFIDENCE[disguise];
    return disguise === 'malformed' && !inside ? { confidence, severity: 'medium' } : { confidence };
  }
  if (REBINDING.test(url.host)) return { confidence: kindOf(url) === 'public' ? 0.65 : 0.9 };
  return LINE_BREAK.test(url.rest) && /^(?:https?|ftp|ldaps?|dict)$/.test(url.scheme) && isHeaderLike(url.rest)
    ? { confidence: 0.8 }
    : null;
}

/** A line break followed by a header or a command: the request is split in two. */
const isHeaderLike = (rest: string): boolean =>
  /(?:%0d|%0a|[\r\n])(?:%0a)?\s{0,2}(?:[\w-]{2,30}(?::|%3a)|(?:GET|POST|SET|CONFIG|FLUSHALL|SLAVEOF|MAIL|HELO|EHLO|stats|quit|HTTP)\b)/i.test(
    rest,
  );

function detect({ text, role }: Subject): Hit[] {
  if (role !== 'url' && role !== 'identifier') return [];
  return urlsIn(text).flatMap((url) => {
    const judged = judge(url, text);
    return judged === null ? [] : [{ start: url.start, end: url.end, ...judged }];
  });
}

/** A host written so that a filter and the program behind it read two different ones. Catalogue C5. */
export const ssrfDisguised: Detector = {
  id: 'ssrf.disguised-address',
  category: 'ssrf',
  severity: 'high',
  title: 'The address is written to be read in two ways',
  why: 'A filter that reads one host lets pass a request that goes to another.',
  fix: 'Ask for the address in its ordinary form. Let the tool fetch from the host that was checked, not parse the text again.',
  frameworks: OFF_INTENT,
  surfaces: ['argument'],
  gates: [
    { shapes: ['url'] },
    { shapes: ['percent'] },
    {
      literals: [
        [
          '.nip.io',
          'sslip.io',
          'xip.io',
          '1u.ms',
          'rbndr.us',
          'r3dir.me',
          'rebind',
          'cmpxchg8b',
          'localdomain.pw',
          'oastify',
          'burpcollab',
          'interact.sh',
          'dnslog.cn',
          'ceye.io',
          '%0d%0a',
        ],
      ],
    },
    {
      literals: [
        ['http://', 'https://', 'ftp://'],
        ['\\', '??', '!/', '](', '#@', '?@', '&@', ';@'],
      ],
      near: 120,
    },
  ],
  detect,
};
