import { type Extension, RangeSetBuilder } from '@codemirror/state';
import { EditorView, GutterMarker, gutter } from '@codemirror/view';

/** Lines one version wrote; 1-based, both included. */
export interface WrittenLines {
  readonly fromLine: number;
  readonly toLine: number;
  readonly version: number;
  readonly author: string;
  readonly at: string;
  readonly note: string;
}

class WriterMarker extends GutterMarker {
  constructor(
    private readonly lines: WrittenLines,
    private readonly isFirst: boolean,
  ) {
    super();
  }

  override eq(other: WriterMarker): boolean {
    return other.lines === this.lines && other.isFirst === this.isFirst;
  }

  override toDOM(): Node {
    const { version, author, at, note } = this.lines;
    const element = document.createElement('span');
    element.className = `cm-blame cm-blame-${version % 2 === 0 ? 'even' : 'odd'}`;
    element.title = `Version ${version}, ${author}, ${at.slice(0, 10)}${note === '' ? '' : `: ${note}`}`;
    element.textContent = this.isFirst ? `v${version} ${author.split(' ')[0] ?? ''}` : '';
    return element;
  }
}

/** A gutter that says which version, and who, wrote each line. */
export const blameGutter = (written: readonly WrittenLines[]): Extension => [
  gutter({
    class: 'cm-blame-gutter',
    markers: (view) => {
      const builder = new RangeSetBuilder<GutterMarker>();
      for (const lines of written) {
        for (let line = lines.fromLine; line <= Math.min(lines.toLine, view.state.doc.lines); line += 1) {
          const { from } = view.state.doc.line(line);
          builder.add(from, from, new WriterMarker(lines, line === lines.fromLine));
        }
      }
      return builder.finish();
    },
  }),
  blameTheme,
];

const blameTheme = EditorView.theme({
  '.cm-blame-gutter': { minWidth: '6rem', fontFamily: 'var(--font-geist-sans), sans-serif' },
  '.cm-blame': {
    display: 'block',
    minHeight: '1.3rem',
    padding: '0 8px',
    borderLeft: '3px solid',
    fontSize: '0.6875rem',
    overflow: 'hidden',
    maxWidth: '8rem',
    textOverflow: 'ellipsis',
  },
  '.cm-blame-even': { borderLeftColor: 'var(--accent)' },
  '.cm-blame-odd': { borderLeftColor: 'var(--line-strong)' },
});
