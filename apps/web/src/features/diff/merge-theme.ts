import { EditorView } from '@codemirror/view';

const side = (line: string, text: string) => ({
  line: { backgroundColor: line },
  text: { background: text, borderRadius: '2px', textDecoration: 'none' },
});
const removed = side('var(--removed-wash)', 'var(--mark)');
const added = side('var(--added-wash)', 'var(--added-mark)');

/** Colours of a comparison, from the console's own tokens. */
export const mergeTheme = EditorView.theme({
  '&': { backgroundColor: 'transparent', color: 'var(--ink)', fontSize: '0.75rem' },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--font-geist-mono), ui-monospace, monospace', lineHeight: '1.6' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--ink-faint)', border: 'none' },
  '&.cm-merge-a .cm-changedLine, &.cm-merge-a .cm-deletedChunk': removed.line,
  '&.cm-merge-a .cm-changedText, &.cm-merge-a .cm-deletedText': removed.text,
  '&.cm-merge-b .cm-changedLine, &.cm-merge-b .cm-insertedLine': added.line,
  '&.cm-merge-b .cm-changedText': added.text,
  '&.cm-merge-a .cm-changedLineGutter': { background: 'var(--deny-fill)' },
  '&.cm-merge-b .cm-changedLineGutter': { background: 'var(--allow-fill)' },
  '.cm-collapsedLines': {
    background: 'var(--raised)',
    color: 'var(--ink-muted)',
    padding: '2px 12px',
    fontFamily: 'var(--font-geist-sans), sans-serif',
  },
  '.cm-collapsedLines::before, .cm-collapsedLines::after': { content: 'none' },
  '.cm-mergeSpacer': { background: 'color-mix(in srgb, var(--line) 40%, transparent)' },
});
