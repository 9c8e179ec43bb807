import { BlockList, isIP } from 'node:net';

/** IPv4 addresses as sockets that take both families write them. */
const MAPPED = '::ffff:';
/** Addresses on the way that are looked at; no chain of proxies is longer. */
const HOPS_MAX = 16;

/**
 * Says from which address a client calls. What `X-Forwarded-For` says is believed of the proxies that are named as ours only,
 * from the nearest on, up to the first address that is none of them: everything before that the client may have made up.
 */
export class ClientAddresses {
  private readonly proxies = new BlockList();
  private readonly trustsAny: boolean;

  /** @param proxies  addresses and networks (CIDR) of our own proxies. @throws TypeError for what is neither */
  constructor(proxies: readonly string[]) {
    for (const network of proxies) addNetwork(this.proxies, network);
    this.trustsAny = proxies.length > 0;
  }

  /**
   * @param remote  address of the connection's other end; undefined when it is none of IP
   * @param forwarded  value of `X-Forwarded-For`
   * @returns in its plain form: IPv4 as such, IPv6 without a zone; null when there is none
   */
  of(remote: string | undefined, forwarded: string | null): string | null {
    const peer = plain(remote ?? '');
    if (peer === null || !this.trustsAny || forwarded === null) return peer;
    let client = peer;
    for (const hop of forwarded.split(',').slice(-HOPS_MAX).reverse()) {
      if (!this.isProxy(client)) break;
      const before = plain(hop.trim());
      if (before === null) break;
      client = before;
    }
    return client;
  }

  private isProxy(address: string): boolean {
    return this.proxies.check(address, familyOf(address));
  }
}

/** Whether a text is an address or a network. */
export const isNetwork = (text: string): boolean => {
  try {
    addNetwork(new BlockList(), text);
    return true;
  } catch {
    return false;
  }
};

const addNetwork = (list: BlockList, text: string): void => {
  const [address = '', bits, ...rest] = text.split('/');
  if (isIP(address) === 0 || rest.length > 0) throw new TypeError(`"${text}" is neither an address nor a network`);
  if (bits === undefined) list.addAddress(address, familyOf(address));
  else if (/^[0-9]{1,3}$/.test(bits)) list.addSubnet(address, Number(bits), familyOf(address));
  else throw new TypeError(`"${text}" is no network`);
};

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

const plain = (text: string): string | null => {
  const [address = ''] = text.split('%', 1);
  const lower = address.toLowerCase();
  const bare = lower.startsWith(MAPPED) && isIP(lower.slice(MAPPED.length)) === 4 ? lower.slice(MAPPED.length) : lower;
  return isIP(bare) === 0 ? null : bare;
};
