'use client';

import { AlignLeft, Code, FlaskConical, ListTree, Redo2, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { cn } from '@/lib/cn';
import type { WorkbenchViewName } from './use-workbench-view';

interface WorkbenchBarProps {
  readonly view: WorkbenchViewName;
  readonly isReadOnly: boolean;
  readonly onView: (view: WorkbenchViewName) => void;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  /** Lays the text out; null where that cannot be done. */
  readonly onFormat: (() => void) | null;
  readonly children: ReactNode;
}

const VIEWS = [
  { name: 'form', label: 'Form', icon: ListTree },
  { name: 'text', label: 'Text', icon: Code },
  { name: 'simulation', label: 'Simulation', icon: FlaskConical },
] as const;

/** Switches between form, text and what the text would have done, takes steps back, and puts the text in order. */
export function WorkbenchBar(props: WorkbenchBarProps) {
  const { view, isReadOnly, onView, onUndo, onRedo, onFormat, children } = props;
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-2 border-line border-b px-4 py-1.5 sm:px-6">
      <fieldset className="flex rounded-md bg-raised p-0.5">
        <legend className="sr-only">Show the policy as</legend>
        {VIEWS.map(({ name, label, icon: Icon }) => (
          <button
            key={name}
            type="button"
            aria-pressed={view === name}
            onClick={() => onView(name)}
            className={cn(
              'flex h-7 items-center gap-1.5 rounded-sm px-2.5 text-sm [&_svg]:size-3.5',
              view === name ? 'bg-surface font-medium text-ink shadow-sm' : 'text-ink-muted hover:text-ink',
            )}
          >
            <Icon aria-hidden />
            {label}
          </button>
        ))}
      </fieldset>
      {!isReadOnly && view !== 'simulation' && (
        <>
          <Button variant="ghost" size="icon-sm" aria-label="Undo" title="Undo" onClick={onUndo}>
            <Undo2 aria-hidden />
          </Button>
          <Button variant="ghost" size="icon-sm" aria-label="Redo" title="Redo" onClick={onRedo}>
            <Redo2 aria-hidden />
          </Button>
        </>
      )}
      {view === 'text' && onFormat && (
        <Button variant="ghost" size="sm" title="Shift+Alt+F" onClick={onFormat}>
          <AlignLeft aria-hidden />
          Format
        </Button>
      )}
      <div className="ml-auto flex flex-wrap items-center gap-2">{children}</div>
    </div>
  );
}
