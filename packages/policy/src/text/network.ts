/** Tells whether an address, as text, is in one of some networks. Text that is no address is in none. */
export type AddressTest = (address: string) => boolean;

/** Prefix of the IPv6 addresses that stand for IPv4 ones. */
const MAPPED_PREFIX = 96;
const GROUPS = 8;
const BITS = 16;

const parseV4 = (text: string): readonly number[] | null => {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9][0-9]{0,2})$/.test(part))) return null;
  const [a = 0, b = 0, c = 0, d = 0] = parts.map(Number);
  return Math.max(a, b, c, d) > 255 ? null : [a * 256 + b, c * 256 + d];
};

const parseGroups = (text: string): readonly number[] | null => {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1;
    const v4 = isLast && part.includes('.') ? parseV4(part) : null;
    if (v4 !== null) groups.push(...v4);
    else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(Number.parseInt(part, 16));
    else return null;
  }
  return groups;
};

const parseV6 = (text: string): readonly number[] | null => {
  const halves = text.split('::');
  const [head, tail] = halves.map(parseGroups);
  if (head === null || head === undefined || tail === null || halves.length > 2) return null;
  if (tail === undefined) return head.length === GROUPS ? head : null;
  const missing = GROUPS - head.length - tail.length;
  return missing < 1 ? null : [...head, ...new Array<number>(missing).fill(0), ...tail];
};

/** An address as eight groups of 16 bits; an IPv4 one as the IPv6 address it is mapped to, so that both texts are one address. */
export const parseAddress = (text: string): readonly number[] | null => {
  if (text.includes(':')) {
    const zone = text.indexOf('%');
    return parseV6(zone < 0 ? text : text.slice(0, zone));
  }
  const v4 = parseV4(text);
  return v4 === null ? null : [0, 0, 0, 0, 0, 0xffff, ...v4];
};

interface Network {
  readonly groups: readonly number[];
  readonly prefix: number;
}

const parseNetwork = (text: string): Network | null => {
  const [address = '', bits = ''] = text.split('/');
  const groups = parseAddress(address);
  if (groups === null || !/^[0-9]{1,3}$/.test(bits)) return null;
  return { groups, prefix: Number(bits) + (address.includes(':') ? 0 : MAPPED_PREFIX) };
};

const isV4 = (address: readonly number[]): boolean =>
  address[5] === 0xffff && address.slice(0, 5).every((group) => group === 0);

const contains = ({ groups, prefix }: Network, address: readonly number[]): boolean => {
  // `::/0` is all of IPv6, and says nothing of IPv4.
  if (prefix < MAPPED_PREFIX && isV4(address)) return false;
  for (let index = 0, left = prefix; left > 0; index += 1, left -= BITS) {
    const kept = left >= BITS ? 0xffff : 0xffff & ~(0xffff >> left);
    if (((groups[index] ?? 0) & kept) !== ((address[index] ?? 0) & kept)) return false;
  }
  return true;
};

/** Compiles networks in CIDR notation, which the schema has checked; an address is in them when it is in any. */
export const compileNetworks = (blocks: readonly string[]): AddressTest => {
  const networks = blocks.flatMap((block) => parseNetwork(block) ?? []);
  let lastText: string | null = null;
  let lastAnswer = false;
  return (text) => {
    if (text === lastText) return lastAnswer;
    const address = parseAddress(text);
    lastAnswer = address !== null && networks.some((network) => contains(network, address));
    lastText = text;
    return lastAnswer;
  };
};

/** Whether text is a network in CIDR notation. */
export const isAddressBlock = (text: string): boolean => {
  const network = parseNetwork(text);
  return network !== null && network.prefix <= GROUPS * BITS;
};
