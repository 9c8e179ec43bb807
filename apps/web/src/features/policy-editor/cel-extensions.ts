import type { CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { EditorView, type Tooltip } from '@codemirror/view';
import { type CelEntry, type CelSuggestion, explainCel, suggestCel } from './cel-vocabulary';

/** Completion for a condition whose text before the cursor is known; null when nothing fits. */
export const completeCel = (before: string, offset: number, explicit: boolean): CompletionResult | null => {
  const { from, suggestions } = suggestCel(before);
  if (suggestions.length === 0 || (!explicit && from === before.length && !/["[]$/.test(before))) return null;
  return { from: offset - before.length + from, options: suggestions.map(toOption), validFor: /^[\w.]*$/ };
};

const toOption = ({ label, apply, detail, doc }: CelSuggestion) => ({
  label,
  detail,
  ...(doc === '' ? {} : { info: doc }),
  apply: apply.endsWith('()') ? insertCall(apply) : apply,
});

const insertCall = (call: string) => (view: EditorView, _: unknown, from: number, to: number) =>
  view.dispatch({ changes: { from, to, insert: call }, selection: { anchor: from + call.length - 1 } });

export const celSource = ({ state, pos, explicit }: CompletionContext): CompletionResult | null =>
  completeCel(state.doc.sliceString(0, pos), pos, explicit);

/** Help for the name at a place of a condition that begins at `start`. */
export const celTooltip = (condition: string, start: number, pos: number): Tooltip | null => {
  const found = explainCel(condition, pos - start);
  return found ? tooltipOf(start + found.from, start + found.to, found.entry) : null;
};

const tooltipOf = (pos: number, end: number, { name, doc, values }: CelEntry): Tooltip =>
  createHelp(pos, end, name, doc, values?.filter((value) => value !== '') ?? []);

/** A box with a name, what it means, and the values it can have. */
export const createHelp = (
  pos: number,
  end: number,
  name: string,
  text: string,
  values: readonly string[] = [],
): Tooltip => ({
  pos,
  end,
  above: true,
  create: () => {
    const dom = document.createElement('div');
    dom.className = 'cm-help';
    dom.append(paragraph('cm-help-name', name), paragraph('', text));
    if (values.length > 0) dom.append(paragraph('cm-help-values', values.join(' · ')));
    return { dom };
  },
});

const paragraph = (className: string, text: string): HTMLParagraphElement => {
  const element = document.createElement('p');
  element.className = className;
  element.textContent = text;
  return element;
};
