'use client';

import { ArrowDown, ArrowUp, ChevronRight, Code, Copy, MoreHorizontal, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from '@/components/ui/menu';
import type { Diagnostic } from '@/lib/api/types';
import { cn } from '@/lib/cn';
import { type Path, valueAt } from '../model/source';
import { usePolicyForm } from './form-context';
import { freeId } from './names';

interface ItemCardProps {
  readonly list: Path;
  readonly index: number;
  readonly count: number;
  /** What one of them is called: `rule`. */
  readonly noun: string;
  readonly id: string;
  readonly summary: ReactNode;
  readonly badges?: ReactNode;
  readonly diagnostics?: readonly Diagnostic[];
  readonly isOpen: boolean;
  readonly onOpen: (id: string | null) => void;
  readonly children: ReactNode;
}

/** One entry of a list of the document: a line that says what it is, and its fields when it is open. */
export function ItemCard(props: ItemCardProps) {
  const { id, summary, badges, diagnostics = [], isOpen, onOpen, children } = props;
  const isWrong = diagnostics.some(({ severity }) => severity === 'error');
  return (
    <article
      aria-label={`${props.noun} ${id}`}
      className={cn(
        'rounded-lg border bg-surface',
        isOpen ? 'border-line-strong shadow-sm' : 'border-line',
        isWrong && 'border-deny',
      )}
    >
      <div className="flex items-center gap-1 pr-2">
        <h3 className="min-w-0 flex-1">
          <button
            type="button"
            aria-expanded={isOpen}
            onClick={() => onOpen(isOpen ? null : id)}
            className="flex w-full min-w-0 items-center gap-2.5 rounded-lg px-3 py-2.5 text-left outline-offset-[-2px] hover:bg-raised"
          >
            <ChevronRight
              className={cn('size-3.5 shrink-0 text-ink-faint transition-transform', isOpen && 'rotate-90')}
              aria-hidden
            />
            <span className="min-w-0 flex-1">
              <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <code className="wrap-anywhere font-medium font-mono text-xs">{id || '(no id)'}</code>
                {badges}
              </span>
              <span className="mt-0.5 line-clamp-2 block text-ink-muted text-sm">{summary}</span>
            </span>
          </button>
        </h3>
        <ItemMenu {...props} />
      </div>
      {diagnostics.length > 0 && <Problems diagnostics={diagnostics} />}
      {isOpen && <div>{children}</div>}
    </article>
  );
}

function ItemMenu({ list, index, count, noun, id, onOpen }: ItemCardProps) {
  const { source, edit, set, showText, isReadOnly } = usePolicyForm();
  const move = (to: number) => edit({ kind: 'move', path: list, from: index, to });
  const duplicate = () => {
    const copy = freeId(valueAt(source.value, list), id);
    edit({ kind: 'duplicate', path: list, index, changes: { id: copy } });
    onOpen(copy);
  };
  const remove = () =>
    count === 1 && list[0] !== 'rules' ? set(list, undefined) : edit({ kind: 'remove', path: list, index });
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label={`Actions for ${noun} ${id}`}>
          <MoreHorizontal aria-hidden />
        </Button>
      </MenuTrigger>
      <MenuContent align="end">
        <MenuItem onSelect={() => showText([...list, index])}>
          <Code aria-hidden /> {isReadOnly ? 'Show as text' : 'Edit as text'}
        </MenuItem>
        {!isReadOnly && (
          <>
            <MenuItem onSelect={duplicate}>
              <Copy aria-hidden /> Duplicate
            </MenuItem>
            <MenuItem disabled={index === 0} onSelect={() => move(index - 1)}>
              <ArrowUp aria-hidden /> Move up
            </MenuItem>
            <MenuItem disabled={index === count - 1} onSelect={() => move(index + 1)}>
              <ArrowDown aria-hidden /> Move down
            </MenuItem>
            <MenuSeparator />
            <MenuItem onSelect={remove} className="text-deny [&_svg]:text-deny">
              <Trash2 aria-hidden /> Delete {noun}
            </MenuItem>
          </>
        )}
      </MenuContent>
    </Menu>
  );
}

function Problems({ diagnostics }: { diagnostics: readonly Diagnostic[] }) {
  return (
    <ul className="space-y-1 border-line border-t px-4 py-2">
      {diagnostics.map(({ severity, message, line, column }) => (
        <li key={`${line}:${column} ${message}`} className="flex gap-2 text-sm">
          <span
            className={cn(
              'mt-1.75 size-1.5 shrink-0 rounded-full',
              severity === 'error' ? 'bg-deny-fill' : 'bg-hold-fill',
            )}
            aria-hidden
          />
          <span
            className={cn(
              'wrap-anywhere min-w-0 whitespace-pre-wrap',
              severity === 'error' ? 'text-deny' : 'text-ink-muted',
            )}
          >
            <span className="sr-only">{severity}: </span>
            {message}
          </span>
        </li>
      ))}
    </ul>
  );
}
