import type { Finding } from '@sallyport/contracts';
import type { Inspector } from '@sallyport/detect';
import type { NameCatalogue } from '../judge/names.js';
import type { ServerEntry } from './entry.js';
import { environmentOverride, secretInClear, weakenedTrust } from './environment-rules.js';
import {
  broadFolder,
  floatingVersion,
  hostileCommand,
  lookAlikePackage,
  openContainer,
  plainHttp,
  shellLauncher,
  temporaryProgram,
  unaskedTools,
  unreviewedSource,
} from './launch-rules.js';
import { launchOf } from './launcher.js';
import { type ConfigRule, toFinding } from './rule.js';

/** All that can be wrong with an entry of a configuration. */
export const CONFIG_RULES: readonly ConfigRule[] = [
  secretInClear,
  environmentOverride,
  shellLauncher,
  hostileCommand,
  lookAlikePackage,
  openContainer,
  unreviewedSource,
  plainHttp,
  broadFolder,
  temporaryProgram,
  unaskedTools,
  weakenedTrust,
  floatingVersion,
];

/** Categories of what is wrong with a text wherever it stands. */
const IN_ANY_TEXT = new Set<Finding['category']>(['hidden_text', 'tool_poisoning', 'prompt_injection']);

/** What is wrong with one server of a configuration; pointers are those of the file. */
export const inspectEntry = (
  entry: ServerEntry,
  inspector: Inspector,
  names: NameCatalogue | null,
): readonly Finding[] => {
  const context = { launch: launchOf(entry), inspector, names };
  const own = CONFIG_RULES.flatMap((rule) => rule.find(entry, context).map((hit) => toFinding(rule, entry, hit)));
  const texts = inspector
    .inspectMessage({ [entry.name]: entry.raw }, 'definition')
    .filter(({ category }) => IN_ANY_TEXT.has(category))
    .map((finding) => ({ ...finding, pointer: `${parentOf(entry.pointer)}${finding.pointer}` }));
  return [...own, ...texts];
};

const parentOf = (pointer: string): string => pointer.slice(0, pointer.lastIndexOf('/'));
