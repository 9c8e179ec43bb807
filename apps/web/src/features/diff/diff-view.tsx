import { cn } from '@/lib/cn';
import { plural } from '@/lib/format';
import { type ChangedSpan, findChangedSpans } from './changed-span';
import { type DiffLine, diffLines, foldDiff, summarizeDiff } from './line-diff';

const LINE_STYLE: Readonly<Record<DiffLine['kind'], string>> = {
  same: '',
  added: 'bg-added-wash',
  removed: 'bg-removed-wash',
};
const SPAN_STYLE: Readonly<Record<DiffLine['kind'], string>> = {
  same: '',
  added: 'bg-added-mark',
  removed: 'bg-mark',
};
const SIGN: Readonly<Record<DiffLine['kind'], string>> = { same: ' ', added: '+', removed: '−' };
const SIGN_STYLE: Readonly<Record<DiffLine['kind'], string>> = { same: '', added: 'text-allow', removed: 'text-deny' };

interface DiffViewProps {
  readonly before: string;
  readonly after: string;
  readonly label: string;
  readonly className?: string;
}

/** A unified line diff that marks what changed within a line; unchanged stretches far from a change are folded. */
export function DiffView({ before, after, label, className }: DiffViewProps) {
  const lines = diffLines(before, after);
  const { added, removed } = summarizeDiff(lines);
  if (added + removed === 0) return <p className="p-4 text-ink-muted text-sm">The two texts are the same.</p>;
  const spans = findChangedSpans(lines);
  return (
    <div className={cn('overflow-hidden rounded-lg border border-line', className)}>
      <p className="numeric border-line border-b bg-raised px-3 py-1.5 text-ink-muted text-xs">
        <span className="font-medium text-allow">+{added}</span>{' '}
        <span className="font-medium text-deny">−{removed}</span> {plural(added + removed, 'line')} changed
      </p>
      <section
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
        tabIndex={0}
        className="max-h-[55dvh] overflow-auto bg-canvas py-1 font-mono text-xs leading-5"
      >
        {foldDiff(lines).map((block) =>
          block.kind === 'gap' ? (
            <p key={block.at} className="bg-raised px-3 py-0.5 text-ink-faint">
              {plural(block.count, 'unchanged line')}
            </p>
          ) : (
            block.lines.map((line) => (
              <DiffRow key={`${line.oldNumber}-${line.newNumber}`} line={line} span={spans.get(line)} />
            ))
          ),
        )}
      </section>
    </div>
  );
}

function DiffRow({ line, span }: { line: DiffLine; span: ChangedSpan | undefined }) {
  return (
    <div className={cn('flex', LINE_STYLE[line.kind])}>
      <span aria-hidden className="numeric w-9 shrink-0 select-none pr-2 text-right text-ink-faint">
        {line.oldNumber}
      </span>
      <span aria-hidden className="numeric w-9 shrink-0 select-none pr-2 text-right text-ink-faint">
        {line.newNumber}
      </span>
      <span className={cn('w-4 shrink-0 select-none font-semibold', SIGN_STYLE[line.kind])}>{SIGN[line.kind]}</span>
      <code className="wrap-anywhere min-w-0 whitespace-pre-wrap pr-4">
        {span ? (
          <>
            {line.text.slice(0, span.start)}
            <span className={cn('rounded-xs', SPAN_STYLE[line.kind])}>{line.text.slice(span.start, span.end)}</span>
            {line.text.slice(span.end)}
          </>
        ) : (
          line.text || ' '
        )}
      </code>
    </div>
  );
}
