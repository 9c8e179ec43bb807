import {
  autocompletion,
  type CompletionSource,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit } from '@codemirror/language';
import { lintGutter, lintKeymap } from '@codemirror/lint';
import { EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  hoverTooltip,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { readNonce } from '@/lib/dom/nonce';
import { celTooltip, completeCel, createHelp } from './cel-extensions';
import { explainKey, type PolicyVocabulary, suggestFor } from './completions';
import { conditionAt } from './condition-place';
import { editorTheme } from './editor-theme';
import { toCursorPlace } from './yaml-path';

interface EditorSetup {
  readonly label: string;
  readonly isReadOnly: boolean;
  readonly vocabulary: () => PolicyVocabulary;
  readonly onChange: (text: string) => void;
  /** Writes the text anew in the usual layout. */
  readonly onFormat: () => void;
  /** What else the editor shows, such as who wrote which lines. */
  readonly more: Extension;
}

/** Everything the policy editor is made of. Escape leaves the editor for keyboard users, whose Tab key indents in it. */
export const createExtensions = ({
  label,
  isReadOnly,
  vocabulary,
  onChange,
  onFormat,
  more,
}: EditorSetup): Extension => [
  EditorView.cspNonce.of(readNonce() ?? ''),
  lineNumbers(),
  highlightActiveLine(),
  highlightActiveLineGutter(),
  drawSelection(),
  foldGutter({ openText: '▾', closedText: '▸' }),
  lintGutter(),
  yaml(),
  bracketMatching(),
  EditorView.lineWrapping,
  editorTheme,
  EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', tabindex: '0' }),
  EditorView.updateListener.of((update) => update.docChanged && onChange(update.state.doc.toString())),
  hoverTooltip(explain),
  more,
  isReadOnly ? readOnly : editing(vocabulary, onFormat),
];

const readOnly: Extension = [EditorState.readOnly.of(true), keymap.of(foldKeymap)];

const editing = (vocabulary: () => PolicyVocabulary, onFormat: () => void): Extension => [
  history(),
  indentUnit.of('  '),
  indentOnInput(),
  closeBrackets(),
  autocompletion({ override: [createSource(vocabulary)], icons: false }),
  keymap.of([
    { key: 'Escape', run: (view) => blur(view) },
    { key: 'Shift-Alt-f', run: () => handled(onFormat) },
    ...closeBracketsKeymap,
    ...defaultKeymap,
    ...historyKeymap,
    ...foldKeymap,
    ...completionKeymap,
    ...lintKeymap,
    indentWithTab,
  ]),
];

const blur = (view: EditorView): boolean => {
  view.contentDOM.blur();
  return true;
};

const handled = (run: () => void): boolean => {
  run();
  return true;
};

/** Help for what the pointer is on: a key of the language, or a name in a condition. */
const explain = (view: EditorView, pos: number) => {
  const line = view.state.doc.lineAt(pos);
  const lines = view.state.doc.sliceString(0, line.to).split('\n');
  const condition = conditionAt(lines);
  const start = condition ? line.to - condition.length : 0;
  if (condition && pos >= start) {
    const above = condition.before.length - condition.length;
    return celTooltip(condition.before, start - above, pos);
  }
  const word = /[A-Za-z]\w*$/.exec(line.text.slice(0, pos - line.from))?.[0] ?? '';
  const rest = /^\w*(?=\s*:)/.exec(line.text.slice(pos - line.from));
  const key = rest ? word + rest[0] : '';
  const from = pos - word.length;
  const { path } = toCursorPlace([...lines.slice(0, -1), line.text.slice(0, from - line.from)]);
  const text = key === '' ? null : explainKey(path, key);
  return text === null ? null : createHelp(from, from + key.length, key, text);
};

const createSource =
  (vocabulary: () => PolicyVocabulary): CompletionSource =>
  ({ state, pos, explicit }) => {
    const line = state.doc.lineAt(pos);
    const lines = state.doc.sliceString(0, pos).split('\n');
    const condition = conditionAt(lines);
    if (condition) return completeCel(condition.before, pos, explicit);
    const place = toCursorPlace(lines);
    const from = line.from + place.wordStart;
    if (!explicit && from === pos && place.kind === 'key') return null;
    const options = suggestFor(place, vocabulary()).map(({ label, kind, detail }) => ({
      label,
      detail,
      ...(kind === 'key' ? { apply: `${label}: ` } : {}),
    }));
    return options.length > 0 ? { from, options, validFor: /^[\w./*-]*$/ } : null;
  };
