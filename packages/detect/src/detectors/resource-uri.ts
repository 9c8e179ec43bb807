import { type Detector, type Hit, INBOUND, type Subject, valueMatches } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';
import { wordList } from './request-words.js';

/** An address stands right behind its name. */
const KEY_REACH = 600;
const KEYS = new Set(['uri', 'uriTemplate', 'url', 'resource_uri', 'resourceUri']);
/** The same inside a text that is a setting: `source_url: http://0x7f000001/`. */
const SETTING =
  /\b\w{0,24}(?:url|uri|endpoint|host|source|target|callback|webhook)["']?\s{0,2}[:=]\s{0,2}["']?(\w{2,12}:\/\/(?:169\.254\.169\.254|metadata\.google\.internal|100\.100\.100\.200|0x[0-9a-f]{6,8}\b|\d{8,10}(?=[/:\s]|$)|0\d{1,3}(?:\.0?\d{1,3}){3}|\[::ffff:|\[::1\]|(?:127|10)\.\d{1,3}\.\d{1,3}\.\d{1,3}[^\s"']{0,40}\/(?:internal|admin|config|secrets?|latest)|192\.168\.\d{1,3}\.\d{1,3}\/(?:router|admin|config))[^\s"']{0,200})/gi;
/** Addresses no server has a reason to offer, by what is wrong with them. */
const FAULTS: readonly (readonly [pattern: RegExp, confidence: number])[] = [
  [/^(?:javascript|vbscript|data:text\/html|jar|gopher|dict|ldaps?|php|expect|phar)[:/]/i, 0.9],
  [
    /^\w{2,12}:\/\/(?:169\.254\.169\.254|metadata\.google\.internal|100\.100\.100\.200|\[fd00:ec2::254\]|169\.254\.170\.2)/i,
    0.95,
  ],
  [
    /^file:\/{0,3}(?:localhost)?\/?(?:etc\/(?:passwd|shadow|sudoers|ssh)|proc\/(?:self|\d)|root\/|(?:home|users)\/[^/]{1,64}\/\.(?:ssh|aws|kube|gnupg|config\/gcloud|netrc|npmrc|env)|var\/run\/secrets|[a-z]:\/(?:windows\/system32\/config|users\/[^/]{1,64}\/(?:\.ssh|appdata)))/i,
    0.95,
  ],
  [/(?:^|[/\\=])(?:\.\.|%2e%2e|%252e%252e|%c0%ae%c0%ae|\u2025)(?:[/\\]|%2f|%5c|%252f)/i, 0.85],
  [/^\w{2,12}:\/\/[^/@\s]{1,128}:[^/@\s]{1,128}@/, 0.6],
  [/['"`;]\s{0,4}(?:--|drop\b|union\b|or\b|select\b)|\$\(|`[^`]{1,80}`|\|\s?(?:sh|bash)\b/i, 0.8],
  [/%0[0ad]|\r|\n/i, 0.8],
];

/** Hosts that {@link SETTING} names, by how they begin. */
const HOSTS = ['169.254.', 'metadata.', '100.100.', '0', '[::', '127.', '10.', '192.168.'];
const SCHEME_UNITS_MAX = 12;

/** An address with a strange host behind a separator. */
function mayBeSetting(text: string): boolean {
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    const host = text.slice(at + 3, at + 13).toLowerCase();
    if (!HOSTS.some((start) => host.startsWith(start)) && !/^\d{8}/.test(host)) continue;
    const before = text.slice(Math.max(0, at - SCHEME_UNITS_MAX - 4), at);
    if (/[:=]["'\s]*\w+$/.test(before)) return true;
  }
  return false;
}

const glance = ({ text, key }: Subject): boolean => (KEYS.has(key) ? text.length <= 4096 : mayBeSetting(text));

function detect({ text, key }: Subject): Hit[] {
  if (!KEYS.has(key)) return valueMatches(SETTING, text, () => ({ confidence: 0.6, severity: 'medium' }));
  if (text.length > 4096) return [];
  const fault = FAULTS.find(([pattern]) => pattern.test(text));
  return fault === undefined ? [] : [{ start: 0, end: text.length, confidence: fault[1] }];
}

/** The address of a resource that leads to secrets, metadata services, out of its root, or runs. Catalogue R10. */
export const resourceUri: Detector = {
  id: 'resource.dangerous-uri',
  category: 'path',
  severity: 'high',
  title: 'A resource has an address that leads to secrets, out of its root, or runs something',
  why: 'A client that reads or opens what a list offers fetches it with its own rights, from its own machine.',
  fix: 'Hide the resource; if the server serves this place on purpose, allow the address for it.',
  frameworks: [FRAMEWORKS.mcpOverSharing, FRAMEWORKS.agenticToolMisuse, FRAMEWORKS.atlasDataLeakage],
  surfaces: INBOUND,
  gates: [
    {
      literals: [
        wordList(
          'url: http://0|url=http://0|url: http://[|[::ffff|169.254.169.254|metadata.google|100.100.100.200|fd00:ec2|/etc/|/proc/|/.ssh|/.aws|/.kube|/.env|ldap://|gopher:|phar:',
        ),
      ],
    },
    {
      literals: [
        ['uri":"', 'uritemplate":"', 'url":"', 'uri": "', 'uritemplate": "', 'url": "'],
        wordList(`javascript:|vbscript:|data:text/html|file:/etc|file:///|file://localhost|/../|../..|%2e%2e|..%2f|..%5c|%252e|%c0%ae|%0d%0a
          |://admin:|://root:|://user:|';--|"; --|'; drop|' or |union select|jar:|dict:|expect:|php:`),
      ],
      near: KEY_REACH,
    },
  ],
  glance,
  detect,
};
