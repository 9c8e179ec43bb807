import { EFFECTS, FINDING_CATEGORIES, OUTCOMES } from '@sallyport/contracts';
import { z } from 'zod';
import type { CallSummary } from '../../../lib/api/types';

export const RANGES = ['15m', '1h', '24h', '7d'] as const;
type Range = (typeof RANGES)[number];

const RANGE_MS: Readonly<Record<Range, number>> = {
  '15m': 15 * 60_000,
  '1h': 3_600_000,
  '24h': 86_400_000,
  '7d': 7 * 86_400_000,
};

const optional = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

/** The filters as they stand in the address; what does not parse is left out rather than refused. */
const filtersSchema = z.object({
  effect: optional(z.enum(EFFECTS)),
  outcome: optional(z.enum(OUTCOMES)),
  server: optional(z.string().min(1).max(48)),
  method: optional(z.string().min(1).max(120)),
  target: optional(z.string().min(1).max(1024)),
  principal: optional(z.string().min(1).max(40)),
  /** A rule that took part, in whatever mode: `<policy id>/<rule id>`. */
  rule: optional(z.string().regex(/^[^/\s]{1,40}\/[a-z0-9-]{1,64}$/)),
  category: optional(z.enum(FINDING_CATEGORIES)),
  range: optional(z.enum(RANGES)),
  from: optional(z.iso.datetime()),
  to: optional(z.iso.datetime()),
});

type ParsedFilters = z.infer<typeof filtersSchema>;
export type FilterName = keyof ParsedFilters;
/** Filters that are set; the others are missing, not undefined. */
export type CallFilters = { readonly [Name in FilterName]?: Exclude<ParsedFilters[Name], undefined> };
/** Filters on their way into the address: undefined takes one away. */
export type FilterChange = { readonly [Name in FilterName]?: CallFilters[Name] | undefined };

/** Filters as the api takes them: a relative range has become a moment. */
export type CallQuery = Omit<CallFilters, 'range'>;

export const parseCallFilters = (query: unknown): CallFilters => withoutMissing(filtersSchema.parse(query));

export const toSearch = (filters: FilterChange): string =>
  new URLSearchParams(withoutMissing(filters) as Record<string, string>).toString();

/** Fixes a relative range to a moment, once per list: page cursors are bound to the filter they were made with. */
export const resolveRange = ({ range, ...filters }: CallFilters, nowMs: number): CallQuery =>
  range && !filters.from ? { ...filters, from: new Date(nowMs - RANGE_MS[range]).toISOString() } : filters;

const withoutMissing = (filters: ParsedFilters | FilterChange): CallFilters =>
  Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined)) as CallFilters;

/** Whether a call that just happened belongs in a list; the same rules the api applies to stored calls. */
export const matchesFilters = (call: CallSummary, query: CallQuery): boolean => {
  const { effect, outcome, server, method, target, principal, category, rule, from, to } = query;
  return (
    // A call on the tail names only the rule that decided: those where the rule took part come with the next load.
    (!rule || (call.decidedBy !== null && rule.endsWith(`/${call.decidedBy}`))) &&
    (!effect || call.effect === effect) &&
    (!outcome || call.outcome === outcome) &&
    (!server || call.server?.slug === server) &&
    (!method || call.method === method) &&
    (!target || matchesTarget(call.target.name, target)) &&
    (!principal || call.principal?.id === principal) &&
    (!category || call.categories.includes(category)) &&
    (!from || call.at >= from) &&
    (!to || call.at < to)
  );
};

const matchesTarget = (name: string, wanted: string): boolean =>
  wanted.endsWith('*') ? name.startsWith(wanted.slice(0, -1)) : name === wanted;
