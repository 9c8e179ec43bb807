import { clients } from './clients.js';
import type { Criterion, InputTest, RuleMatch } from './criterion.js';
import { direction } from './direction.js';
import { labels } from './labels.js';
import { methods } from './methods.js';
import { networks } from './networks.js';
import { principals } from './principals.js';
import { prompts } from './prompts.js';
import { resources } from './resources.js';
import { risks } from './risks.js';
import { servers } from './servers.js';
import { states } from './states.js';
import { tiers } from './tiers.js';
import { time } from './time.js';
import { tools } from './tools.js';

/** Every key of `match`, those that rule out most for least first. */
export const CRITERIA: readonly Criterion[] = [
  direction,
  servers,
  tools,
  resources,
  prompts,
  methods,
  tiers,
  risks,
  states,
  principals,
  clients,
  labels,
  networks,
  time,
];

/** Keys the index of a program answers for all rules at once. */
const PLACE_KEYS: ReadonlySet<Criterion['key']> = new Set(['servers', 'tools', 'resources', 'prompts']);
/** Keys that are not the same for all messages of one method between a caller and a target. */
const MOMENTARY_KEYS: ReadonlySet<Criterion['key']> = new Set(['networks', 'time']);

const compileKeys = (match: RuleMatch, isMeant: (key: Criterion['key']) => boolean): readonly InputTest[] =>
  CRITERIA.flatMap((criterion) => (isMeant(criterion.key) ? (criterion.from(match) ?? []) : []));

/** The tests a message has to pass, all of them, for a rule to speak of it. */
export const compileMatch = (match: RuleMatch): readonly InputTest[] => compileKeys(match, () => true);

/** The tests that are left when it is known that a rule speaks of the server and the target, but for the momentary ones. */
export const compileStandingMatch = (match: RuleMatch): readonly InputTest[] =>
  compileKeys(match, (key) => !PLACE_KEYS.has(key) && !MOMENTARY_KEYS.has(key));

/** The tests whose outcome depends on when and from where a message comes. */
export const compileMomentaryMatch = (match: RuleMatch): readonly InputTest[] =>
  compileKeys(match, (key) => MOMENTARY_KEYS.has(key));
