import { clients } from './clients.js';
import type { Criterion, InputTest, RuleMatch } from './criterion.js';
import { direction } from './direction.js';
import { methods } from './methods.js';
import { principals } from './principals.js';
import { prompts } from './prompts.js';
import { resources } from './resources.js';
import { servers } from './servers.js';
import { tiers } from './tiers.js';
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
  principals,
  clients,
];

/** The tests a message has to pass, all of them, for a rule to speak of it. */
export const compileMatch = (match: RuleMatch): readonly InputTest[] =>
  CRITERIA.flatMap((criterion) => criterion.from(match) ?? []);
