import { Fault } from '../fault.js';
import type { FunctionSpec } from './function-spec.js';
import { plain } from './function-spec.js';

const INVALID = new Fault('host() needs an absolute URL with a host');
const URL_MAX = 8192;

const hostOf = (url: string): string | Fault => {
  if (url.length > URL_MAX || !URL.canParse(url)) return INVALID;
  const name = new URL(url).hostname.replace(/\.$/, '');
  return name === '' ? INVALID : name;
};

/** The host a client following the WHATWG URL standard would connect to. */
export const HOST: FunctionSpec = {
  name: 'host',
  method: false,
  parameters: ['string'],
  signature: 'host(url) → string',
  doc: 'Host of a URL: lower case, punycode, numbers as dotted IPv4, no port, no user; an error when there is none.',
  declares: ['host(string): string'],
  bind: plain((run, values) => run.spend(16 + ((values[0] as string).length >> 2)) ?? hostOf(values[0] as string)),
};
