'use client';

import { type ReactNode, useState } from 'react';
import { ShortcutsDialog, useHotkeys } from '../keyboard';
import { CommandMenu } from './command-menu';
import { MobileBar } from './mobile-bar';
import { Sidebar } from './sidebar';

/** What surrounds every page of an organisation. */
export function ConsoleFrame({ children }: { children: ReactNode }) {
  const [isSearching, setIsSearching] = useState(false);
  const search = () => setIsSearching(true);
  useHotkeys({
    'mod+k': (event) => {
      event.preventDefault();
      setIsSearching((current) => !current);
    },
  });
  return (
    <div className="lg:flex">
      <a
        href="#main"
        className="sr-only z-50 rounded-md bg-accent-solid px-3 py-2 text-white focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <Sidebar onSearch={search} />
      <MobileBar onSearch={search} />
      <main id="main" tabIndex={-1} className="min-w-0 flex-1 outline-none">
        {children}
      </main>
      <CommandMenu open={isSearching} onOpenChange={setIsSearching} />
      <ShortcutsDialog />
    </div>
  );
}
