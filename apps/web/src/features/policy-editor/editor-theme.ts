import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const theme = EditorView.theme({
  '&': { backgroundColor: 'transparent', color: 'var(--ink)', height: '100%', fontSize: '0.8125rem' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-geist-mono), ui-monospace, monospace', lineHeight: '1.6' },
  '.cm-content': { padding: '0.5rem 0', caretColor: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--accent)', borderLeftWidth: '2px' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    background: 'color-mix(in srgb, var(--accent) 26%, transparent)',
  },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--ink-faint)', border: 'none', paddingLeft: '0.25rem' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '2.25rem', paddingRight: '0.5rem' },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--raised) 80%, transparent)' },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: 'var(--ink)' },
  '.cm-tooltip': {
    backgroundColor: 'var(--overlay)',
    color: 'var(--ink)',
    border: '1px solid var(--line)',
    borderRadius: '8px',
    boxShadow: '0 8px 24px -8px var(--shadow-color)',
    overflow: 'hidden',
  },
  '.cm-tooltip-autocomplete > ul': { fontFamily: 'inherit', maxHeight: '15rem' },
  '.cm-tooltip-autocomplete > ul > li': { padding: '3px 10px !important' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: 'var(--accent-solid)', color: 'white' },
  '.cm-completionDetail': { fontStyle: 'normal', color: 'var(--ink-faint)', marginLeft: '1rem' },
  'li[aria-selected] .cm-completionDetail': { color: 'inherit' },
  '.cm-completionInfo': { maxWidth: '20rem', padding: '6px 10px', fontFamily: 'var(--font-geist-sans), sans-serif' },
  '.cm-help': { maxWidth: '24rem', padding: '6px 10px', fontFamily: 'var(--font-geist-sans), sans-serif' },
  '.cm-help-name': { fontFamily: 'var(--font-geist-mono), monospace', color: 'var(--accent)', marginBottom: '2px' },
  '.cm-help-values': { color: 'var(--ink-faint)', marginTop: '2px', fontSize: '0.75rem' },
  '.cm-placeholder': { color: 'var(--ink-faint)' },
  '.cm-diagnostic': { borderLeft: '3px solid', padding: '4px 10px', fontFamily: 'var(--font-geist-sans), sans-serif' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--deny-fill)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--hold-fill)' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--deny-fill)',
    textUnderlineOffset: '3px',
    textDecorationSkipInk: 'none',
  },
  '.cm-lintRange-warning': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--hold-fill)',
    textUnderlineOffset: '3px',
    textDecorationSkipInk: 'none',
  },
  '.cm-lint-marker': { width: '0.6rem', height: '0.6rem', borderRadius: '50%' },
  '.cm-lint-marker-error': { content: 'none', backgroundColor: 'var(--deny-fill)' },
  '.cm-lint-marker-warning': { content: 'none', backgroundColor: 'var(--hold-fill)' },
  '.cm-gutter-lint': { width: '1rem' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '0.35rem 0.2rem' },
});

const highlight = HighlightStyle.define([
  { tag: [tags.definition(tags.propertyName), tags.propertyName], color: 'var(--accent)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--allow)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--redact)' },
  { tag: [tags.comment, tags.meta], color: 'var(--ink-faint)', fontStyle: 'italic' },
  { tag: [tags.keyword, tags.typeName, tags.labelName], color: 'var(--high)' },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: 'var(--ink-muted)' },
]);

export const editorTheme: Extension = [theme, syntaxHighlighting(highlight)];
