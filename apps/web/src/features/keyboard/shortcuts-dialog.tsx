'use client';

import { Fragment, useState } from 'react';
import { Dialog } from '@/components/ui/dialog';
import { useHotkeys } from './use-hotkeys';

const SHORTCUTS: readonly { readonly keys: readonly string[]; readonly what: string }[] = [
  { keys: ['⌘', 'K'], what: 'Go anywhere' },
  { keys: ['/'], what: 'Filter the list' },
  { keys: ['J'], what: 'Next in the list' },
  { keys: ['K'], what: 'Previous in the list' },
  { keys: ['Enter'], what: 'Open' },
  { keys: ['Esc'], what: 'Close' },
  { keys: ['P'], what: 'Pause or resume the live tail' },
  { keys: ['?'], what: 'This list' },
];

export function Kbd({ children }: { children: string }) {
  return (
    <kbd className="inline-grid h-5 min-w-5 place-items-center rounded-sm border border-line bg-raised px-1 font-sans text-2xs text-ink-muted">
      {children}
    </kbd>
  );
}

export function ShortcutsDialog() {
  const [open, setOpen] = useState(false);
  useHotkeys({ '?': () => setOpen(true) });
  return (
    <Dialog open={open} onOpenChange={setOpen} title="Keyboard" className="sm:max-w-sm">
      <dl className="grid grid-cols-[1fr_auto] items-center gap-y-2 text-sm">
        {SHORTCUTS.map(({ keys, what }) => (
          <Fragment key={what}>
            <dt className="text-ink-muted">{what}</dt>
            <dd className="flex justify-end gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </Fragment>
        ))}
      </dl>
    </Dialog>
  );
}
