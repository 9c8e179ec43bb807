'use client';

import { redo, undo } from '@codemirror/commands';
import { setDiagnostics } from '@codemirror/lint';
import { EditorSelection, EditorState, type Extension, type Text } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { type Ref, useEffect, useEffectEvent, useImperativeHandle, useRef } from 'react';
import type { Diagnostic } from '@/lib/api/types';
import { NO_VOCABULARY, type PolicyVocabulary } from './completions';
import { createExtensions } from './editor-extensions';

export interface YamlEditorHandle {
  /** Puts the cursor there, in the middle of the view, and the focus into the editor. Both count from 1. */
  readonly reveal: (line: number, column: number) => void;
  /** Replaces the whole text; can be undone. */
  readonly replace: (text: string) => void;
  readonly undo: () => void;
  readonly redo: () => void;
}

interface YamlEditorProps {
  readonly ref?: Ref<YamlEditorHandle>;
  readonly label: string;
  /** Text to start with; later changes come through `text` or `replace`. */
  readonly initialText: string;
  /** The text as it is elsewhere too; a change made there is written here, and can be undone here. */
  readonly text?: string;
  readonly isReadOnly?: boolean;
  readonly diagnostics?: readonly Diagnostic[];
  readonly vocabulary?: PolicyVocabulary;
  /** Line to start at. */
  readonly initialLine?: number | undefined;
  readonly onChange?: (text: string) => void;
  readonly onFormat?: () => void;
  /** What else it shows; read once. */
  readonly more?: Extension;
}

/** A YAML text with line numbers, marks where it is wrong, and completion. The text is kept exactly as typed. */
export function YamlEditor(props: YamlEditorProps) {
  const { ref, label, initialText, isReadOnly = false, diagnostics = [], initialLine } = props;
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView>(null);
  const emitted = useRef(initialText);
  const onChange = useEffectEvent((text: string) => {
    emitted.current = text;
    props.onChange?.(text);
  });
  const onFormat = useEffectEvent(() => props.onFormat?.());
  const vocabulary = useEffectEvent(() => props.vocabulary ?? NO_VOCABULARY);
  const start = useEffectEvent((parent: HTMLElement) => {
    const doc = initialText;
    const view = new EditorView({
      parent,
      state: EditorState.create({
        doc,
        extensions: createExtensions({
          label,
          isReadOnly,
          vocabulary: () => vocabulary(),
          onChange: (text) => onChange(text),
          onFormat: () => onFormat(),
          more: props.more ?? [],
        }),
      }),
    });
    if (initialLine !== undefined) revealIn(view, initialLine, 1);
    return view;
  });
  useEffect(() => {
    if (!host.current) return;
    const view = start(host.current);
    editor.current = view;
    return () => {
      editor.current = null;
      view.destroy();
    };
  }, []);
  useEffect(() => {
    const view = editor.current;
    if (view)
      view.dispatch(
        setDiagnostics(
          view.state,
          diagnostics.map((diagnostic) => toEditorDiagnostic(view.state.doc, diagnostic)),
        ),
      );
  }, [diagnostics]);
  useEffect(() => {
    const view = editor.current;
    if (!view || props.text === undefined || props.text === emitted.current) return;
    emitted.current = props.text;
    view.dispatch({ changes: smallestChange(view.state.doc.toString(), props.text), userEvent: 'input.form' });
  }, [props.text]);
  useImperativeHandle(ref, () => ({
    reveal: (line, column) => {
      const view = editor.current;
      if (!view) return;
      revealIn(view, line, column);
      view.focus();
    },
    replace: (text) => {
      const view = editor.current;
      view?.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    },
    undo: () => editor.current && undo(editor.current),
    redo: () => editor.current && redo(editor.current),
  }));
  return <div ref={host} className="h-full min-h-0 overflow-hidden" data-testid="policy-editor" />;
}

/** What turns one text into another, without their common beginning and end. */
const smallestChange = (before: string, after: string) => {
  const limit = Math.min(before.length, after.length);
  let from = 0;
  while (from < limit && before[from] === after[from]) from += 1;
  let same = 0;
  while (same < limit - from && before[before.length - 1 - same] === after[after.length - 1 - same]) same += 1;
  return { from, to: before.length - same, insert: after.slice(from, after.length - same) };
};

/** Offset of a line and column that may lie outside a text edited meanwhile. */
const toOffset = (doc: Text, line: number, column: number): number => {
  const { from, to } = doc.line(Math.min(Math.max(line, 1), doc.lines));
  return Math.min(from + column - 1, to);
};

const revealIn = (view: EditorView, line: number, column: number): void => {
  const at = toOffset(view.state.doc, line, column);
  view.dispatch({ selection: EditorSelection.cursor(at), effects: EditorView.scrollIntoView(at, { y: 'center' }) });
};

const toEditorDiagnostic = (doc: Text, { line, column, endLine, endColumn, severity, message }: Diagnostic) => {
  const from = toOffset(doc, line, column);
  return { from, to: Math.max(from, toOffset(doc, endLine, endColumn)), severity, message };
};
