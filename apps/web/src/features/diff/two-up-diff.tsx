'use client';

import { MergeView } from '@codemirror/merge';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { cn } from '@/lib/cn';
import { readNonce } from '@/lib/dom/nonce';
import { DiffView } from './diff-view';
import { mergeTheme } from './merge-theme';

interface TwoUpDiffProps {
  readonly before: string;
  readonly after: string;
  readonly beforeLabel: string;
  readonly afterLabel: string;
  /** What is compared, for people who cannot see it. */
  readonly label: string;
  readonly className?: string;
}

/** Two texts side by side, what changed marked on both; one below the other where there is no room for two. */
export function TwoUpDiff(props: TwoUpDiffProps) {
  const { before, after, beforeLabel, afterLabel, label, className } = props;
  if (before === after) return <p className="p-4 text-ink-muted text-sm">The two texts are the same.</p>;
  return (
    <>
      <section
        aria-label={label}
        className={cn('hidden overflow-hidden rounded-lg border border-line lg:block', className)}
      >
        <p className="grid grid-cols-2 border-line border-b bg-raised font-medium text-ink-muted text-xs">
          <span className="border-line border-r px-3 py-1.5">{beforeLabel}</span>
          <span className="px-3 py-1.5">{afterLabel}</span>
        </p>
        <Merge key={`${before.length} ${after}`} {...props} />
      </section>
      <DiffView before={before} after={after} label={label} className={cn('lg:hidden', className)} />
    </>
  );
}

const CONTEXT_LINES = 3;

function Merge({ before, after, beforeLabel, afterLabel }: TwoUpDiffProps) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!host.current) return;
    const view = new MergeView({
      parent: host.current,
      a: { doc: before, extensions: sideOf(beforeLabel) },
      b: { doc: after, extensions: sideOf(afterLabel) },
      collapseUnchanged: { margin: CONTEXT_LINES, minSize: CONTEXT_LINES * 2 },
      gutter: true,
    });
    return () => view.destroy();
  }, [before, after, beforeLabel, afterLabel]);
  return <div ref={host} className="max-h-[55dvh] overflow-auto bg-canvas" />;
}

const sideOf = (label: string): Extension => [
  EditorView.cspNonce.of(readNonce() ?? ''),
  EditorState.readOnly.of(true),
  EditorView.lineWrapping,
  lineNumbers(),
  mergeTheme,
  EditorView.contentAttributes.of({ 'aria-label': label, 'aria-readonly': 'true', tabindex: '0' }),
];
