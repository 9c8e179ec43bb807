import type { Detector, Hit, Subject } from './detector.js';
import { OFF_INTENT } from './frameworks.js';
import { kindOf, urlsIn } from './ssrf-url.js';

/** Never asked for by a person: they speak to other protocols or run something. */
const WILD = new Set([
  'gopher',
  'dict',
  'tftp',
  'netdoc',
  'expect',
  'phar',
  'ogg',
  'glob',
  'zip',
  'rar',
  'data+php',
  'ssh2',
]);
/** Ordinary between programs, out of place where a web address is asked for. */
const FOREIGN = new Set([
  'ldap',
  'ldaps',
  'jar',
  'sftp',
  'smb',
  'telnet',
  'finger',
  'imap',
  'imaps',
  'pop3',
  'smtp',
  'rtsp',
  'php',
  'view-source',
  'mongodb',
  'redis',
]);

function detect({ text, role, tool, key }: Subject): Hit[] {
  if (role !== 'url') return [];
  const inline =
    /^\s{0,4}(?:php:\/\/(?:filter|input|expect)|jar:(?:https?|file):|netdoc:|expect:|javascript:|vbscript:|data:text\/html)/i.exec(
      text,
    );
  if (inline !== null) return [{ start: inline.index, end: text.length, confidence: 0.85 }];
  return urlsIn(text).flatMap((url): Hit[] => {
    const span = { start: url.start, end: url.end };
    // Resources of servers are named so; where a page is asked for, it is another thing.
    const resource = /resource|file|read|open|document/i.test(tool?.name ?? '') || /^uri$/i.test(key);
    if (url.scheme === 'file') return [{ ...span, confidence: 0.6, severity: resource ? 'low' : 'medium' }];
    if (WILD.has(url.scheme)) return [{ ...span, confidence: 0.85 }];
    if (!FOREIGN.has(url.scheme)) return [];
    return [
      kindOf(url) === 'public' ? { ...span, confidence: 0.55, severity: 'medium' } : { ...span, confidence: 0.85 },
    ];
  });
}

/** Schemes that turn a fetcher into a client of something else. Catalogue C5. */
export const ssrfScheme: Detector = {
  id: 'ssrf.dangerous-scheme',
  category: 'ssrf',
  severity: 'high',
  title: 'The scheme of the address is not one for the web',
  why: 'It makes the fetcher read local files or speak to databases and mail servers.',
  fix: 'Let the tool accept `https` alone, and `http` where it must.',
  frameworks: OFF_INTENT,
  surfaces: ['argument'],
  gates: [
    { shapes: ['url'] },
    {
      literals: [
        [
          'gopher:',
          'dict:',
          'tftp:',
          'ldap:',
          'ldaps:',
          'netdoc:',
          'file:',
          'phar:',
          'expect:',
          'sftp:',
          'jar:',
          'php:',
          'smb:',
          'telnet:',
          'finger:',
          'javascript:',
          'vbscript:',
          'data:text/html',
          'ssh2:',
          'redis:',
          'mongodb:',
        ],
      ],
    },
  ],
  detect,
};
