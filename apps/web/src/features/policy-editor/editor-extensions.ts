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
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { readNonce } from '@/lib/dom/nonce';
import { type PolicyVocabulary, suggestFor } from './completions';
import { editorTheme } from './editor-theme';
import { toCursorPlace } from './yaml-path';

interface EditorSetup {
  readonly label: string;
  readonly isReadOnly: boolean;
  readonly vocabulary: () => PolicyVocabulary;
  readonly onChange: (text: string) => void;
}

/** Everything the policy editor is made of. Escape leaves the editor for keyboard users, whose Tab key indents in it. */
export const createExtensions = ({ label, isReadOnly, vocabulary, onChange }: EditorSetup): Extension => [
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
  isReadOnly ? readOnly : editing(vocabulary),
];

const readOnly: Extension = [EditorState.readOnly.of(true), keymap.of(foldKeymap)];

const editing = (vocabulary: () => PolicyVocabulary): Extension => [
  history(),
  indentUnit.of('  '),
  indentOnInput(),
  closeBrackets(),
  autocompletion({ override: [createSource(vocabulary)], icons: false }),
  keymap.of([
    { key: 'Escape', run: (view) => blur(view) },
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

const createSource =
  (vocabulary: () => PolicyVocabulary): CompletionSource =>
  ({ state, pos, explicit }) => {
    const line = state.doc.lineAt(pos);
    const lines = state.doc.sliceString(0, pos).split('\n');
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
