import type { Detector, Hit, Subject } from './detector.js';
import { OFF_INTENT } from './frameworks.js';
import { classifyHost } from './ssrf-address.js';
import { disguiseOf, kindOf, type StrictUrl, urlsIn } from './ssrf-url.js';

const URL_ROLES = new Set(['url', 'identifier', 'query', 'command']);
/** Values of variables that clouds set to such an address. */
const METADATA_VARIABLE =
  /\$\{?(?:AWS_LAMBDA_RUNTIME_API|ECS_CONTAINER_METADATA_URI(?:_V4)?|AWS_CONTAINER_CREDENTIALS_(?:FULL|RELATIVE)_URI|IDENTITY_ENDPOINT|MSI_ENDPOINT|GCE_METADATA_HOST)\b/;

const hit = ({ start, end }: { start: number; end: number }, confidence: number): Hit => ({ start, end, confidence });

/** The whole value when it is a host and nothing else. */
function bareHost({ text, role }: Subject): string | null {
  const host = text.trim();
  return (role === 'identifier' || role === 'url') && /^[\w.:[\]-]{3,80}$/.test(host)
    ? host.replace(/:\d{1,5}$/, '')
    : null;
}

function detectMetadata(subject: Subject): Hit[] {
  const { text, role } = subject;
  if (!URL_ROLES.has(role)) return [];
  const whole = { start: 0, end: text.length };
  const bare = bareHost(subject);
  if (bare !== null && (bare.includes('.') || bare.includes('-')) && classifyHost(bare) === 'metadata')
    return [hit(whole, 0.9)];
  const urls = urlsIn(text);
  const direct = urls.filter((url) => kindOf(url) === 'metadata');
  if (direct.length > 0) return direct.map((url) => hit(url, 0.95));
  if (urls.length === 0) return [];
  if (METADATA_VARIABLE.test(text)) return [hit(whole, 0.75)];
  // Through an open proxy or redirector the address stands further right.
  const inside = /169\.254\.(?:169\.254|170\.2)|metadata\.google\.internal/i.exec(text);
  return inside === null
    ? []
    : [{ ...hit({ start: inside.index, end: inside.index + inside[0].length }, 0.8), severity: 'high' }];
}

/** Cloud metadata services hand credentials to whoever asks from inside. Catalogue C5. */
export const ssrfMetadata: Detector = {
  id: 'ssrf.metadata-address',
  category: 'ssrf',
  severity: 'critical',
  title: 'The address is a cloud metadata service',
  why: 'That service answers anybody on the machine with credentials of the machine.',
  fix: 'Block the address in the network of the tool, and let the machine demand session tokens for it.',
  frameworks: OFF_INTENT,
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
          'lambda_runtime_api',
          'container_metadata',
          'container_credentials',
          'identity_endpoint',
          'msi_endpoint',
          'fd00:ec2',
        ],
      ],
    },
  ],
  detect: detectMetadata,
};

/** Services behind these ports speak no HTTP, or only for administrators. */
const SERVICE_PORTS = new Set(
  '21 22 23 25 53 110 111 135 139 143 389 445 465 512 513 514 587 636 873 993 995 1433 1521 2049 2375 2376 2379 3306 3389 5432 5900 5984 5985 6379 6443 8500 9042 9200 9300 10250 10255 11211 15672 27017 28017 50070'.split(
    ' ',
  ),
);
const LOCAL_NAMES = new Set(['localhost', 'host.docker.internal', '127.0.0.1', '[::1]', '0.0.0.0']);
const ADMIN_PATH =
  /\/(?:admin|manager|actuator|containers\/json|images\/json|_cat|_search|_cluster|v1\/(?:agent|kv|catalog)|api\/v1\/(?:secrets|pods|namespaces)|server-status|console|debug|phpmyadmin|jolokia|\.git|%25)/i;

/** How bad it is to ask this address for something; a developer's own machine is for policy to judge. */
function judgeInside(url: StrictUrl): Omit<Hit, 'start' | 'end'> | null {
  const kind = kindOf(url);
  const host = url.host.toLowerCase();
  if (kind === 'public') {
    if (/^kubernetes(?:\.default)?(?:\.svc|$)/.test(host)) return { confidence: 0.8, severity: 'high' };
    if (!host.includes('.') && /\/(?:containers|images|v1\.\d+)\/(?:json|\w+)/.test(url.rest))
      return { confidence: 0.65, severity: 'medium' };
    if (/(?:^|\.)(?:svc|cluster\.local|internal|intranet|corp|lan)$/.test(host))
      return { confidence: 0.5, severity: 'low' };
    return null;
  }
  if (SERVICE_PORTS.has(url.port)) return { confidence: 0.7 };
  if (ADMIN_PATH.test(url.rest)) return { confidence: 0.6, severity: 'medium' };
  if (kind === 'private') return { confidence: 0.5, severity: 'low' };
  if (!LOCAL_NAMES.has(host)) return { confidence: 0.55, severity: 'medium' };
  // A server under development has a port of its own.
  const standard = url.port === '' || url.port === '80' || url.port === '443';
  return standard && url.scheme !== 'ws'
    ? { confidence: 0.5, severity: 'medium' }
    : { confidence: 0.5, severity: 'low' };
}

function detectInternal({ text, role }: Subject): Hit[] {
  if (role !== 'url' && role !== 'identifier' && role !== 'query') return [];
  return urlsIn(text).flatMap((url, i) => {
    if (!/^(?:https?|wss?|ftp)$/.test(url.scheme)) return [];
    if (disguiseOf(url, text) !== null) return [];
    const judged = judgeInside(url);
    if (judged === null) return [];
    // In the query of another URL it is the target of a redirect.
    const redirected = i > 0 && kindOf(url) !== 'public';
    return [{ start: url.start, end: url.end, ...(redirected ? { confidence: 0.8 } : judged) }];
  });
}

/** Addresses inside: loopback, private networks, cluster names. Catalogue C5. */
export const ssrfInternal: Detector = {
  id: 'ssrf.internal-address',
  category: 'ssrf',
  severity: 'high',
  title: 'The address leads inside',
  why: 'Services inside trust whoever can reach them.',
  fix: 'List the hosts that the tool may fetch from; allow the local server of a developer by name and port.',
  frameworks: OFF_INTENT,
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
          '.internal',
          '.svc',
          '.cluster.local',
          '.intranet',
          '.corp/',
          '.lan/',
          'kubernetes',
          '/containers/',
          '/images/json',
        ],
      ],
    },
  ],
  detect: detectInternal,
};
