'use client';

import { setDiagnostics } from '@codemirror/lint';
import { EditorSelection, EditorState, type Text } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { type Ref, useEffect, useEffectEvent, useImperativeHandle, useRef } from 'react';
import type { Diagnostic } from '@/lib/api/types';
import type { PolicyVocabulary } from './completions';
import { createExtensions } from './editor-extensions';

export interface YamlEditorHandle {
  /** Puts the cursor there, in the middle of the view, and the focus into the editor. Both count from 1. */
  readonly reveal: (line: number, column: number) => void;
  /** Replaces the whole text; can be undone. */
  readonly replace: (text: string) => void;
}

interface YamlEditorProps {
  readonly ref?: Ref<YamlEditorHandle>;
  readonly label: string;
  /** Text to start with; later changes come through `replace`. */
  readonly initialText: string;
  readonly isReadOnly?: boolean;
  readonly diagnostics?: readonly Diagnostic[];
  readonly vocabulary?: PolicyVocabulary;
  /** Line to start at. */
  readonly initialLine?: number | undefined;
  readonly onChange?: (text: string) => void;
}

const NO_VOCABULARY: PolicyVocabulary = { servers: [], tools: [], groups: [] };

/** A YAML text with line numbers, marks where it is wrong, and completion. The text is kept exactly as typed. */
export function YamlEditor(props: YamlEditorProps) {
  const { ref, label, initialText, isReadOnly = false, diagnostics = [], initialLine } = props;
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView>(null);
  const onChange = useEffectEvent((text: string) => props.onChange?.(text));
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
  }));
  return <div ref={host} className="h-full min-h-0 overflow-hidden" data-testid="policy-editor" />;
}

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
