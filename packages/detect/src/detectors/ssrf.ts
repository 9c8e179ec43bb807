import type { Severity } from '@sallyport/contracts';
import { type Detector, type Hit, matches, type Subject } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';
import { type AddressKind, classifyHost, isPlainIpv4, parseIpv4 } from './ssrf-address.js';

const ANY_URL =
  /\b([a-z][a-z0-9+.-]{1,20}):\/\/(?:([^\s/?#@]{0,200})@)?(\[[0-9a-f:.%]{2,60}\]?|[^\s/?#:@"'<>]{0,255})/gi;
const SMUGGLING_SCHEMES = new Set([
  'gopher',
  'dict',
  'tftp',
  'ldap',
  'ldaps',
  'netdoc',
  'jar',
  'phar',
  'expect',
  'sftp',
  'file',
]);
const URL_ROLES = new Set(['url', 'identifier', 'query', 'command']);

interface Target {
  readonly scheme: string;
  readonly host: string;
  readonly kind: AddressKind;
  /** Written in a way no honest client writes it. */
  readonly disguised: boolean;
}

const isOddNumber = (host: string): boolean => parseIpv4(host) !== null && !isPlainIpv4(host);

function targets(text: string, keep: (target: Target) => Omit<Hit, 'start' | 'end'> | null): Hit[] {
  return matches(ANY_URL, text, (match) => {
    const written = match[3] ?? '';
    const host = written.normalize('NFKC').replace(/[。｡]/g, '.');
    const scheme = (match[1] ?? '').toLowerCase();
    return keep({ scheme, host, kind: classifyHost(host), disguised: written !== host || isOddNumber(host) });
  });
}

function bareHost({ text, role }: Subject): string | null {
  const host = text.trim();
  return (role === 'identifier' || role === 'url') && /^[\w.:[\]-]{3,80}$/.test(host)
    ? host.replace(/:\d{1,5}$/, '')
    : null;
}

function detectMetadata(subject: Subject): Hit[] {
  if (!URL_ROLES.has(subject.role)) return [];
  const bare = bareHost(subject);
  if (bare !== null && (bare.includes('.') || bare.includes('-')) && classifyHost(bare) === 'metadata') {
    return [{ start: 0, end: subject.text.length, confidence: 0.9 }];
  }
  const hits = targets(subject.text, ({ kind }) => (kind === 'metadata' ? { confidence: 0.95 } : null));
  if (hits.length > 0) return hits;
  // Through an open proxy or redirector the address stands further right.
  return /^https?:/i.test(subject.text)
    ? matches(/169\.254\.169\.254|metadata\.google\.internal/gi, subject.text, () => ({
        confidence: 0.8,
        severity: 'high',
      }))
    : [];
}

/** Cloud metadata services hand credentials to whoever asks from inside. Catalogue C5. */
export const ssrfMetadata: Detector = {
  id: 'ssrf.metadata-address',
  category: 'ssrf',
  severity: 'critical',
  title: 'The address is a cloud metadata service',
  frameworks: [FRAMEWORKS.mcpIntentSubversion, FRAMEWORKS.agenticToolMisuse],
  surfaces: ['argument'],
  gates: [
    { shapes: ['url'] },
    {
      literals: [
        [
          '169.254',
          '100.100.100.200',
          '192.0.0.192',
          '168.63.129',
          'metadata.',
          '://metadata',
          'instance-data',
          'rancher-metadata',
        ],
      ],
    },
  ],
  detect: detectMetadata,
};

function detectInternal({ text, role }: Subject): Hit[] {
  if (!URL_ROLES.has(role)) return [];
  return targets(text, ({ scheme, host, kind, disguised }) => {
    if (SMUGGLING_SCHEMES.has(scheme) && role === 'url') return smuggling(scheme, kind);
    if (role !== 'url' && role !== 'identifier') return null;
    if (kind === 'public') return isOddNumber(host) ? { confidence: 0.8 } : null;
    if (disguised || host.startsWith('[::ffff')) return { confidence: 0.9 };
    if (kind === 'loopback')
      return { confidence: 0.5, severity: isLocalName(host) ? ('low' as Severity) : ('medium' as Severity) };
    return kind === 'private' ? { confidence: 0.5, severity: 'low' } : null;
  });
}

/** A developer's own machine; whether that is fine is for policy to say. */
const isLocalName = (host: string): boolean =>
  host === 'localhost' || host === '127.0.0.1' || host === '[::1]' || host === '0.0.0.0';

function smuggling(scheme: string, kind: AddressKind): Omit<Hit, 'start' | 'end'> | null {
  if (scheme === 'file') return { confidence: 0.6, severity: 'medium' };
  const wild =
    scheme === 'gopher' || scheme === 'dict' || scheme === 'tftp' || scheme === 'netdoc' || scheme === 'expect';
  return wild || kind !== 'public' ? { confidence: 0.85 } : { confidence: 0.5, severity: 'low' };
}

/** Addresses inside, and forms of address that only make sense to get past a filter. Catalogue C5. */
export const ssrfInternal: Detector = {
  id: 'ssrf.internal-address',
  category: 'ssrf',
  severity: 'high',
  title: 'The address leads inside, or is written to get past a filter',
  frameworks: [FRAMEWORKS.mcpIntentSubversion, FRAMEWORKS.agenticToolMisuse],
  surfaces: ['argument'],
  gates: [
    { shapes: ['url'] },
    {
      literals: [
        [
          'localhost',
          '127.0.0.',
          'localtest.me',
          'lvh.me',
          'vcap.me',
          'nip.io',
          'sslip.io',
          'xip.io',
          'ip6-loop',
          'docker.internal',
          '://0',
          'gopher://',
          'dict://',
          'tftp://',
          'ldap',
          'netdoc:',
          'file://',
          'phar://',
          'expect://',
          'sftp://',
          'jar:',
        ],
      ],
    },
  ],
  detect: detectInternal,
};
