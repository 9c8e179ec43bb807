import { type PathZone, type PolicyRule, WEEKDAYS } from '@sallyport/contracts';
import type { DecisionInput } from '../decision-input.js';
import { type Truth, truth } from './reference-conditions.js';

type Match = PolicyRule['match'];
type PrincipalMatch = NonNullable<Match['principals']>;

/** Zones the random documents use, with what their clocks are ahead of UTC. */
export const REFERENCE_ZONES: Readonly<Record<string, number>> = {
  UTC: 0,
  'Asia/Kolkata': 330,
  'America/Phoenix': -420,
};

const globbed = (patterns: readonly string[] | undefined, text: string): boolean =>
  patterns === undefined ||
  patterns.some((pattern) => new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's').test(text));

const isOneOf = <T>(wanted: readonly T[] | undefined, value: T | undefined): boolean =>
  wanted === undefined || (value !== undefined && wanted.includes(value));

export const isSpokenOf = (match: PrincipalMatch | undefined, { principal }: DecisionInput): boolean => {
  if (match === undefined) return true;
  const { id, kind, name, groups, role } = principal;
  const isNamed = (wanted: readonly string[] | undefined, of: string): boolean =>
    wanted === undefined || (kind === of && (wanted.includes(name) || wanted.includes(id)));
  return (
    isNamed(match.users, 'user') &&
    isNamed(match.serviceAccounts, 'service_account') &&
    isNamed(match.devices, 'device') &&
    isOneOf(match.roles, role) &&
    (match.groups === undefined || match.groups.some((group) => groups.includes(group)))
  );
};

const minutesOf = (text: string): number => {
  const [hours = '0', minutes = '0'] = text.split(':');
  return Number(hours) * 60 + Number(minutes);
};

const isInTime = (window: Match['time'], now: number): boolean => {
  if (window === undefined) return true;
  const { from = '00:00', to = '24:00', days = WEEKDAYS, zone = 'UTC' } = window;
  const local = new Date(now + (REFERENCE_ZONES[zone] ?? Number.NaN) * 60_000);
  const minute = local.getUTCHours() * 60 + local.getUTCMinutes();
  const today = WEEKDAYS[(local.getUTCDay() + 6) % 7];
  const yesterday = WEEKDAYS[(local.getUTCDay() + 5) % 7];
  if (minutesOf(from) <= minutesOf(to)) {
    return isOneOf(days, today) && minute >= minutesOf(from) && minute < minutesOf(to);
  }
  return (isOneOf(days, today) && minute >= minutesOf(from)) || (isOneOf(days, yesterday) && minute < minutesOf(to));
};

/** The bits of an address as the random messages write it: IPv4, or IPv6 with at most one `::`. */
const bitsOf = (address: string): string => {
  const bits = (value: number, count: number): string => value.toString(2).padStart(count, '0');
  if (!address.includes(':'))
    return address
      .split('.')
      .map((part) => bits(Number(part), 8))
      .join('');
  const [head = '', tail = ''] = address.split('::');
  const groupsOf = (text: string): string =>
    text
      .split(':')
      .filter(Boolean)
      .map((part) => bits(Number.parseInt(part, 16), 16))
      .join('');
  return groupsOf(head).padEnd(128 - groupsOf(tail).length, '0') + groupsOf(tail);
};

const isInNetworks = (networks: readonly string[] | undefined, address: string | null): boolean => {
  if (networks === undefined) return true;
  if (address === null) return false;
  return networks.some((network) => {
    const [base = '', prefix = ''] = network.split('/');
    const isSameFamily = base.includes(':') === address.includes(':');
    return isSameFamily && bitsOf(address).startsWith(bitsOf(base).slice(0, Number(prefix)));
  });
};

/** Every key of `match`, one by one. */
export const matches = (match: Match, input: DecisionInput): boolean => {
  const { target, tool, server } = input;
  const names = (kind: string, patterns: readonly string[] | undefined): boolean =>
    patterns === undefined || (target.kind === kind && globbed(patterns, target.name));
  return (
    (match.direction === undefined || match.direction === input.direction) &&
    globbed(match.methods, input.method) &&
    globbed(match.servers, server.slug) &&
    names('tool', match.tools) &&
    names('resource', match.resources) &&
    names('prompt', match.prompts) &&
    isSpokenOf(match.principals, input) &&
    (match.clients === undefined || (input.client !== null && globbed(match.clients, input.client.name))) &&
    isOneOf(match.tiers, server.tier) &&
    isOneOf(match.risks, tool?.risk) &&
    isOneOf(match.states, tool?.state) &&
    (match.labels === undefined || server.labels.some((label) => globbed(match.labels, label))) &&
    isInTime(match.time, input.now) &&
    isInNetworks(match.networks, input.address)
  );
};

const below = (path: string, root: string): boolean => path === root || path.startsWith(`${root}/`);

/** Of the plain paths the random messages hold: absolute ones without dots, and ones that nobody can follow. */
const leaves = (path: unknown, zone: PathZone, { tool }: DecisionInput): Truth => {
  if (typeof path !== 'string' || !path.startsWith('/')) return 'E';
  const isIn = (roots: readonly string[] | undefined): boolean => roots?.some((root) => below(path, root)) ?? false;
  const reads = tool?.capabilities.includes('read') ?? false;
  const changes = tool?.capabilities.some((each) => ['write', 'delete', 'execute'].includes(each)) ?? true;
  const mayRead = reads && !changes;
  return truth(!isIn(zone.inside) || isIn(zone.except) || (isIn(zone.readOnly) && !mayRead));
};

/** Whether a zone denies: one path that leaves it for certain, else one of which it cannot be told. */
export const zoneTruth = (zone: PathZone, input: DecisionInput): Truth => {
  if (input.args === undefined) return 'U';
  const args = input.args as Readonly<Record<string, unknown>> | null;
  const truths = Object.entries(input.argumentRoles)
    .filter(([, role]) => role === 'path')
    .map(([pointer]) => leaves(args?.[pointer.slice(1)], zone, input));
  if (truths.includes('T')) return 'T';
  return truths.includes('E') ? 'E' : 'F';
};
