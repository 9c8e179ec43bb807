/** Hosts as a resolver reads them: every numeric form of IPv4, IPv4 inside IPv6, and names that always mean this machine. */

export type AddressKind = 'metadata' | 'loopback' | 'private' | 'public';

const METADATA_HOSTS = new Set([
  'metadata.google.internal',
  'metadata.goog',
  'metadata',
  'instance-data',
  'instance-data.ec2.internal',
  'metadata.packet.net',
  'metadata.tencentyun.com',
  'metadata.azure.internal',
  'rancher-metadata',
  'api.metadata.cloud.ibm.com',
  'metadata.vultr.com',
  'metadata.platformequinix.com',
  'metadata.service.consul',
]);
const LOOPBACK_HOSTS = new Set([
  'localhost',
  'localhost.localdomain',
  'ip6-localhost',
  'ip6-loopback',
  'kubernetes.docker.internal',
  'host.docker.internal',
]);
const METADATA_V4 = new Set([
  '169.254.169.254',
  '169.254.170.2',
  '169.254.170.23',
  '100.100.100.200',
  '192.0.0.192',
  '168.63.129.16',
  '169.254.0.23',
  '169.254.10.10',
]);

/** Four bytes of an IPv4 host in any of the forms `inet_aton` takes (decimal, octal, hex, one to four parts); null for names. */
export function parseIpv4(host: string): readonly [number, number, number, number] | null {
  const parts = host.replace(/\.$/, '').split('.');
  if (parts.length > 4) return null;
  const values = parts.map(parseNumber);
  if (values.some((value) => value === null)) return null;
  const numbers = values.map((value) => value ?? 0);
  const last = numbers.pop() ?? 0;
  if (numbers.some((value) => value > 255) || last >= 256 ** (4 - numbers.length)) return null;
  const address = numbers.reduce((sum, value, i) => sum + value * 256 ** (3 - i), 0) + last;
  return [
    Math.floor(address / 2 ** 24),
    Math.floor(address / 2 ** 16) % 256,
    Math.floor(address / 256) % 256,
    address % 256,
  ];
}

function parseNumber(part: string): number | null {
  if (/^0x[0-9a-f]{0,12}$/i.test(part)) return Number.parseInt(part.slice(2) || '0', 16);
  if (/^0?o[0-7]{1,12}$/i.test(part)) return Number.parseInt(part.replace(/^0?o/i, ''), 8);
  if (/^0[0-7]{1,15}$/.test(part)) return Number.parseInt(part, 8);
  return /^\d{1,12}$/.test(part) ? Number.parseInt(part, 10) : null;
}

/** Plain dotted decimal is how an honest client writes an IPv4 address. */
export const isPlainIpv4 = (host: string): boolean => /^(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})$/.test(host);

function kindOfV4([a, b, c, d]: readonly [number, number, number, number]): AddressKind {
  if (METADATA_V4.has(`${a}.${b}.${c}.${d}`)) return 'metadata';
  if (a === 127 || a === 0) return 'loopback';
  if (a === 169 && b === 254) return 'metadata';
  const isPrivate =
    a === 10 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168) || (a === 100 && b >= 64 && b < 128);
  return isPrivate ? 'private' : 'public';
}

/** What a URL's host points at. Nothing is resolved. */
export function classifyHost(host: string): AddressKind {
  const name = host.toLowerCase().replace(/\.$/, '');
  if (name.startsWith('[')) return kindOfV6(name.slice(1).replace(/\].*$/, ''));
  if (METADATA_HOSTS.has(name)) return 'metadata';
  if (LOOPBACK_HOSTS.has(name) || name.endsWith('.localhost')) return 'loopback';
  const address = parseIpv4(name);
  if (address !== null) return kindOfV4(address);
  // Public DNS zones that answer with the address written in the name.
  const embedded =
    /(?:^|[.-])(\d{1,3})[.-](\d{1,3})[.-](\d{1,3})[.-](\d{1,3})\.(?:nip\.io|sslip\.io|xip\.io|nip\.\w+)$/.exec(name);
  if (embedded !== null)
    return kindOfV4([Number(embedded[1]), Number(embedded[2]), Number(embedded[3]), Number(embedded[4])]);
  return /^(?:localtest\.me|lvh\.me|localh\.st|vcap\.me|lacolhost\.com)$|\.(?:localtest\.me|lvh\.me|vcap\.me)$/.test(
    name,
  )
    ? 'loopback'
    : 'public';
}

function kindOfV6(text: string): AddressKind {
  const address = text.replace(/%.*$/, '');
  const groups = expandV6(address);
  if (groups === null) return 'public';
  const tail: readonly [number, number, number, number] = [
    (groups[6] ?? 0) >> 8,
    (groups[6] ?? 0) & 255,
    (groups[7] ?? 0) >> 8,
    (groups[7] ?? 0) & 255,
  ];
  const head = groups.slice(0, 5).every((group) => group === 0);
  if (head && groups[5] === 0 && groups[6] === 0 && (groups[7] ?? 0) <= 1) return 'loopback';
  if (head && (groups[5] === 0xffff || groups[5] === 0)) return kindOfV4(tail);
  if (groups[0] === 0x64 && groups[1] === 0xff9b) return kindOfV4(tail);
  if (groups[0] === 0x2002)
    return kindOfV4([(groups[1] ?? 0) >> 8, (groups[1] ?? 0) & 255, (groups[2] ?? 0) >> 8, (groups[2] ?? 0) & 255]);
  if (groups[0] === 0xfd00 && (groups[1] === 0xec2 || groups[1] === 0xa9fe)) return 'metadata';
  if (groups[0] === 0xfe80 && groups[6] === 0xa9fe && groups[7] === 0xa9fe) return 'metadata';
  if (((groups[0] ?? 0) & 0xffc0) === 0xfe80 || ((groups[0] ?? 0) & 0xfe00) === 0xfc00) return 'private';
  return 'public';
}

function expandV6(text: string): number[] | null {
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (dotted !== null) {
    const v4 = parseIpv4(dotted[2] ?? '');
    if (v4 === null) return null;
    return expandV6(`${dotted[1]}${(v4[0] * 256 + v4[1]).toString(16)}:${(v4[2] * 256 + v4[3]).toString(16)}`);
  }
  const [left = '', right, more] = text.split('::');
  if (more !== undefined) return null;
  const groupsOf = (side: string) => (side === '' ? [] : side.split(':').map((group) => Number.parseInt(group, 16)));
  const head = groupsOf(left);
  const tail = right === undefined ? [] : groupsOf(right);
  const missing = 8 - head.length - tail.length;
  if (right === undefined ? missing !== 0 : missing < 0) return null;
  const groups = [...head, ...new Array<number>(missing).fill(0), ...tail];
  return groups.some((group) => Number.isNaN(group)) ? null : groups;
}
