import { cn } from '@/lib/cn';
import { type PatchLine, toPatchLines } from './patch-lines';

const STYLE: Readonly<Record<PatchLine['kind'], string>> = {
  added: 'bg-added-wash',
  removed: 'bg-removed-wash',
  same: '',
  gap: 'bg-raised',
};
const SIGN: Readonly<Record<PatchLine['kind'], string>> = { added: '+', removed: '−', same: ' ', gap: '⋯' };

/** A unified diff with the numbers of the new lines. */
export function PatchView({ patch, label }: { patch: string; label: string }) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
      tabIndex={0}
      className="max-h-80 overflow-auto rounded-md border border-line bg-canvas py-1 font-mono text-xs leading-5"
    >
      {toPatchLines(patch).map(({ kind, text, number }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a diff never change places
        <div key={index} className={cn('flex', STYLE[kind])}>
          <span aria-hidden className="numeric w-9 shrink-0 select-none pr-2 text-right text-ink-faint">
            {number}
          </span>
          <span className="w-4 shrink-0 select-none font-semibold text-ink-muted">{SIGN[kind]}</span>
          <code className="wrap-anywhere min-w-0 whitespace-pre-wrap pr-4">{text || ' '}</code>
        </div>
      ))}
    </section>
  );
}
