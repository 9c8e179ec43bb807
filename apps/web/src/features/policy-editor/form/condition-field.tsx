'use client';

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching } from '@codemirror/language';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, hoverTooltip, keymap, placeholder } from '@codemirror/view';
import { useEffect, useEffectEvent, useId, useRef } from 'react';
import { readNonce } from '@/lib/dom/nonce';
import { celSource, celTooltip } from '../cel-extensions';
import { editorTheme } from '../editor-theme';
import { type Path, valueAt } from '../model/source';
import { usePolicyForm } from './form-context';
import { KeptAsText } from './kept-as-text';

const SETTLE_MS = 400;

/** The condition of a rule: a small editor with the completion and the help of the big one. */
export function ConditionField({ path }: { path: Path }) {
  const { source } = usePolicyForm();
  const value = valueAt(source.value, path);
  if (value !== undefined && typeof value !== 'string') return <KeptAsText path={path} label="Condition" />;
  return <ConditionEditor path={path} value={value ?? ''} />;
}

function ConditionEditor({ path, value }: { path: Path; value: string }) {
  const { set, isReadOnly } = usePolicyForm();
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const id = useId();
  const settle = useEffectEvent(() => {
    clearTimeout(timer.current);
    const text = view.current?.state.doc.toString() ?? value;
    if (text.trimEnd() !== value.trimEnd()) set(path, text.trim() === '' ? undefined : text);
  });
  const start = useEffectEvent((parent: HTMLElement) => {
    const onEdit = () => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => settle(), SETTLE_MS);
    };
    const extensions = createConditionExtensions({ labelId: id, isReadOnly, onEdit, onLeave: () => settle() });
    return new EditorView({ parent, state: EditorState.create({ doc: value, extensions }) });
  });
  useEffect(() => {
    if (!host.current) return;
    const created = start(host.current);
    view.current = created;
    return () => {
      clearTimeout(timer.current);
      view.current = null;
      created.destroy();
    };
  }, []);
  useEffect(() => {
    const current = view.current;
    if (!current || current.hasFocus || current.state.doc.toString() === value) return;
    current.dispatch({ changes: { from: 0, to: current.state.doc.length, insert: value } });
  }, [value]);
  return (
    <div className="space-y-1">
      <p id={id} className="flex items-baseline gap-2 font-medium text-sm">
        Condition <span className="font-normal text-ink-faint text-xs">optional</span>
      </p>
      <div
        ref={host}
        className="rounded-md border border-line-strong bg-surface px-1 shadow-sm focus-within:outline-2 focus-within:outline-accent focus-within:outline-offset-2"
      />
      <p className="text-ink-faint text-xs">
        True means the rule applies. Written in CEL; Ctrl+Space shows what there is.
      </p>
    </div>
  );
}

interface ConditionSetup {
  readonly labelId: string;
  readonly isReadOnly: boolean;
  readonly onEdit: () => void;
  readonly onLeave: () => void;
}

const createConditionExtensions = ({ labelId, isReadOnly, onEdit, onLeave }: ConditionSetup): Extension => [
  EditorView.cspNonce.of(readNonce() ?? ''),
  history(),
  bracketMatching(),
  closeBrackets(),
  autocompletion({ override: [celSource], icons: false }),
  hoverTooltip((target, pos) => celTooltip(target.state.doc.toString(), 0, pos)),
  EditorView.lineWrapping,
  placeholder('tool.annotations.readOnlyHint == true'),
  editorTheme,
  EditorView.contentAttributes.of({ 'aria-labelledby': labelId, spellcheck: 'false' }),
  EditorState.readOnly.of(isReadOnly),
  EditorView.updateListener.of((update) => {
    if (update.docChanged) onEdit();
    if (update.focusChanged && !update.view.hasFocus) onLeave();
  }),
  keymap.of([...closeBracketsKeymap, ...completionKeymap, ...defaultKeymap, ...historyKeymap]),
];
