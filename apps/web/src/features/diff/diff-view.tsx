import { cn } from '@/lib/cn';
import { plural } from '@/lib/format';
import { type DiffLine, diffLines, foldDiff, summarizeDiff } from './line-diff';

const LINE_STYLE: Readonly<Record<DiffLine['kind'], string>> = {
  same: '',
  added: 'bg-added-wash',
  removed: 'bg-removed-wash',
};
const SIGN: Readonly<Record<DiffLine['kind'], string>> = { same: ' ', added: '+', removed: '−' };
const SIGN_STYLE: Readonly<Record<DiffLine['kind'], string>> = { same: '', added: 'text-allow', removed: 'text-deny' };

interface DiffViewProps {
  readonly before: string;
  readonly after: string;
  readonly label: string;
  readonly className?: string;
}

/** A unified line diff; unchanged stretches far from a change are folded. */
export function DiffView({ before, after, label, className }: DiffViewProps) {
  const lines = diffLines(before, after);
  const { added, removed } = summarizeDiff(lines);
  if (added + removed === 0) return <p className="p-4 text-ink-muted text-sm">The two texts are the same.</p>;
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
        className="max-h-[55dvh] overflow-auto bg-canvas font-mono text-xs leading-5"
      >
        <div className="w-max min-w-full py-1">
          {foldDiff(lines).map((block) =>
            block.kind === 'gap' ? (
              <p key={block.at} className="bg-raised px-3 py-0.5 text-ink-faint">
                {plural(block.count, 'unchanged line')}
              </p>
            ) : (
              block.lines.map((line) => <DiffRow key={`${line.oldNumber}-${line.newNumber}`} line={line} />)
            ),
          )}
        </div>
      </section>
    </div>
  );
}

function DiffRow({ line }: { line: DiffLine }) {
  return (
    <div className={cn('flex', LINE_STYLE[line.kind])}>
      <span aria-hidden className="numeric w-9 shrink-0 select-none pr-2 text-right text-ink-faint">
        {line.oldNumber}
      </span>
      <span aria-hidden className="numeric w-9 shrink-0 select-none pr-2 text-right text-ink-faint">
        {line.newNumber}
      </span>
      <span className={cn('w-4 shrink-0 select-none font-semibold', SIGN_STYLE[line.kind])}>{SIGN[line.kind]}</span>
      <code className="whitespace-pre pr-4">{line.text || ' '}</code>
    </div>
  );
}
