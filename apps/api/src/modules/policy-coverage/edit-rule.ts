import { AppError } from '@sallyport/contracts';
import { parsePolicy } from '@sallyport/policy';
import { isMap, isSeq, parseDocument } from 'yaml';
import type { Narrowing } from './suggest-rule.js';

/** Index and lines (1-based, both included) of a rule in a text. */
const findRule = (text: string, ruleId: string): { index: number; from: number; to: number } | null => {
  const parsed = parsePolicy(text);
  if (!parsed.ok) return null;
  const index = parsed.document.rules.findIndex(({ id }) => id === ruleId);
  if (index < 0) return null;
  const { line, endLine, endColumn } = parsed.positions.locate(['rules', index]);
  return { index, from: line, to: endColumn === 1 ? endLine - 1 : endLine };
};

/** The lines of a rule as they are written; empty when the text does not have it. */
export const ruleLines = (text: string, ruleId: string): string => {
  const found = findRule(text, ruleId);
  if (!found) return '';
  return text
    .split('\n')
    .slice(found.from - 1, found.to)
    .join('\n');
};

const edit = (text: string, ruleId: string, change: (rule: Editable) => void): string => {
  const found = findRule(text, ruleId);
  const document = parseDocument(text, { keepSourceTokens: true });
  const rules = document.get('rules');
  if (!found || !isSeq(rules)) throw new AppError('suggestion.not_found');
  change({
    set: (path, value) => document.setIn(['rules', found.index, ...path], document.createNode(value, { flow: true })),
    remove: () => document.deleteIn(['rules', found.index]),
    has: (path) => isMap(document.getIn(['rules', found.index, ...path])),
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
};

interface Editable {
  set(path: readonly string[], value: unknown): void;
  remove(): void;
  has(path: readonly string[]): boolean;
}

/** The text with a rule narrowed; everything else, comments too, stays. @throws AppError `suggestion.not_found` */
export const narrowRule = (text: string, ruleId: string, narrowing: Narrowing): string =>
  edit(text, ruleId, (rule) => {
    if (!rule.has(['match'])) rule.set(['match'], {});
    const { servers, tools, users, serviceAccounts } = narrowing;
    if (servers) rule.set(['match', 'servers'], servers);
    if (tools) rule.set(['match', 'tools'], tools);
    if (users) rule.set(['match', 'principals'], { users });
    if (serviceAccounts) rule.set(['match', 'principals'], { serviceAccounts });
  });

/** The text without a rule. @throws AppError `suggestion.not_found` */
export const removeRule = (text: string, ruleId: string): string => edit(text, ruleId, (rule) => rule.remove());
