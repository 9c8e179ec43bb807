import { compileNetworks, parseAddress } from '../../text/network.js';

/** Every answer of `urlRange`. */
export const URL_RANGES = [
  'public',
  'private',
  'loopback',
  'link-local',
  'metadata',
  'reserved',
  'name',
  'invalid',
] as const;
export type UrlRange = (typeof URL_RANGES)[number];

const URL_MAX = 8192;

/** Services that give the keys of the machine to whoever asks from it: AWS, Azure, GCP and others, ECS, Alibaba, Oracle. */
const METADATA_BLOCKS = [
  '169.254.169.254/32',
  '169.254.170.2/32',
  '169.254.170.23/32',
  '100.100.100.200/32',
  '192.0.0.192/32',
  'fd00:ec2::254/128',
  'fd00:ec2::23/128',
  'fd20:ce::254/128',
];
const METADATA_NAMES: ReadonlySet<string> = new Set([
  'metadata.google.internal',
  'metadata.goog',
  'instance-data',
  'instance-data.ec2.internal',
]);

/** IANA special-purpose registries (RFC 6890 and its successors); the first that fits counts. */
const RANGES: readonly (readonly [UrlRange, readonly string[]])[] = [
  ['metadata', METADATA_BLOCKS],
  ['loopback', ['127.0.0.0/8', '0.0.0.0/32', '::1/128', '::/128']],
  ['link-local', ['169.254.0.0/16', 'fe80::/10']],
  ['private', ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7', 'fec0::/10']],
  [
    'reserved',
    [
      '0.0.0.0/8',
      '192.0.0.0/24',
      '192.0.2.0/24',
      '192.88.99.0/24',
      '198.18.0.0/15',
      '198.51.100.0/24',
      '203.0.113.0/24',
      '224.0.0.0/3',
      '100::/64',
      '2001::/23',
      '2001:db8::/32',
      '3fff::/20',
      '5f00::/16',
      'ff00::/8',
    ],
  ],
];

const TESTS = RANGES.map(([range, blocks]) => [range, compileNetworks(blocks)] as const);

const dotted = (high: number, low: number): string => [high >> 8, high & 255, low >> 8, low & 255].join('.');

/** IPv6 addresses that only carry an IPv4 one: NAT64, 6to4, and the old compatible form. Mapped ones are read as IPv4 already. */
const carried = (text: string): string | null => {
  const groups = text.includes(':') ? parseAddress(text) : null;
  if (groups === null) return null;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = groups;
  if (a === 0x2002) return dotted(b, c);
  const isNat64 = a === 0x64 && b === 0xff9b && c + d + e + f === 0;
  const isCompatible = a + b + c + d + e + f === 0 && g !== 0;
  return isNat64 || isCompatible ? dotted(g, h) : null;
};

const rangeOfAddress = (address: string): UrlRange => {
  const inner = carried(address);
  if (inner !== null) return rangeOfAddress(inner);
  return TESTS.find(([, test]) => test(address))?.[0] ?? 'public';
};

/** The host as a web address would have it: only there are `0x7f.1` and `2130706433` read as numbers, as most clients do. */
const webHost = (url: string): string | null => {
  if (!URL.canParse(url)) return null;
  const { hostname } = new URL(url);
  if (hostname === '') return null;
  const asWeb = `http://${hostname}/`;
  return URL.canParse(asWeb) ? new URL(asWeb).hostname : null;
};

/** Where a URL leads, told from its text alone. Linear; looks nothing up. */
export const rangeOfUrl = (url: string): UrlRange => {
  const host = url.length > URL_MAX ? null : webHost(url.trim());
  if (host === null) return 'invalid';
  if (host.startsWith('[')) return rangeOfAddress(host.slice(1, -1));
  if (parseAddress(host) !== null) return rangeOfAddress(host);
  const name = host.replace(/\.$/, '');
  if (name === 'localhost' || name.endsWith('.localhost') || name === 'localhost.localdomain') return 'loopback';
  return METADATA_NAMES.has(name) ? 'metadata' : 'name';
};
