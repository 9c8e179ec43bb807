import { compileNetworks, isAddressBlock, parseAddress } from '../../text/network.js';
import { Fault } from '../fault.js';
import type { Bound, FunctionSpec } from './function-spec.js';
import { plain } from './function-spec.js';
import { rangeOfUrl, URL_RANGES } from './url-range.js';

const NO_ADDRESS = new Fault('inCidr() needs an IP address');
const NO_EMAIL = new Fault('emailDomain() needs one e-mail address');
const EMAIL_MAX = 1000;

const bindCidr = ([, block]: readonly (string | undefined)[]): Bound => {
  if (block === undefined || !isAddressBlock(block)) {
    return { parameter: 1, message: `"${block}" is no network; write it as "10.0.0.0/8" or "fd00::/8"` };
  }
  const isInside = compileNetworks([block]);
  return {
    apply: (run, [value]) => {
      const address = value as string;
      if (address === '') return false;
      if (address.length > 64 || parseAddress(address) === null) return NO_ADDRESS;
      return run.spend(8) ?? isInside(address);
    },
  };
};

/** What stands after the one `@`, of `a@b` or `Name <a@b>`. */
const domainOf = (text: string): string | Fault => {
  if (text.length > EMAIL_MAX) return NO_EMAIL;
  const bare = /^[^<>]*<([^<>]+)>$/.exec(text.trim())?.[1] ?? text.trim();
  const domain = /^[^\s@<>,;]+@([^\s@<>,;:/?#%[\]\\"()]+?)\.?$/.exec(bare)?.[1];
  if (domain === undefined || !URL.canParse(`https://${domain}`)) return NO_EMAIL;
  return new URL(`https://${domain}`).hostname;
};

/** Functions on addresses: of hosts, of networks, of people. */
export const ADDRESS_FUNCTIONS: readonly FunctionSpec[] = [
  {
    name: 'urlRange',
    method: false,
    parameters: ['string'],
    result: { kind: 'string', values: URL_RANGES },
    signature: 'urlRange(url) → string',
    doc: 'Where a URL leads when its host is a number in any notation: public, private, loopback, link-local, metadata or reserved; name when it is a name, which is not looked up; invalid when there is no host.',
    declares: ['urlRange(string): string'],
    bind: plain((run, [url]) => run.spend(32 + ((url as string).length >> 2)) ?? rangeOfUrl(url as string)),
  },
  {
    name: 'inCidr',
    method: false,
    parameters: ['string', 'string'],
    signature: 'inCidr(address, network) → bool',
    doc: 'The address is in the network, written as text: `inCidr(address, "10.0.0.0/8")`. No address is in none; an error when it is other text.',
    declares: ['inCidr(string, string): bool'],
    literal: [1],
    bind: bindCidr,
  },
  {
    name: 'emailDomain',
    method: false,
    parameters: ['string'],
    signature: 'emailDomain(email) → string',
    doc: 'What stands after the @, in lower case and punycode; an error when it is not one e-mail address.',
    declares: ['emailDomain(string): string'],
    bind: plain((run, [text]) => run.spend(16 + ((text as string).length >> 2)) ?? domainOf(text as string)),
  },
];
