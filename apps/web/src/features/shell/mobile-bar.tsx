'use client';

import { Menu as MenuIcon, Search, X } from 'lucide-react';
import { Dialog as RadixDialog } from 'radix-ui';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { OrgSwitcher } from './org-switcher';
import { NavigationLinks } from './sidebar';
import { UserMenu } from './user-menu';

/** The frame's top bar on narrow screens; the menu slides in from the side. */
export function MobileBar({ onSearch }: { onSearch: () => void }) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <header className="sticky top-0 z-30 flex h-12 items-center gap-1 border-line border-b bg-canvas px-2 lg:hidden">
      <RadixDialog.Root open={open} onOpenChange={setOpen}>
        <RadixDialog.Trigger asChild>
          <Button variant="ghost" size="icon" aria-label="Open menu">
            <MenuIcon aria-hidden />
          </Button>
        </RadixDialog.Trigger>
        <RadixDialog.Portal>
          <RadixDialog.Overlay className="fixed inset-0 z-40 animate-fade bg-scrim" />
          <RadixDialog.Content
            aria-describedby={undefined}
            className="fixed inset-y-0 left-0 z-50 flex w-72 max-w-[85vw] animate-fade flex-col bg-overlay p-3 shadow-lg outline-none"
          >
            <RadixDialog.Title className="sr-only">Menu</RadixDialog.Title>
            <div className="mb-3 flex items-center justify-between">
              <OrgSwitcher />
              <RadixDialog.Close asChild>
                <Button variant="ghost" size="icon-sm" aria-label="Close menu">
                  <X aria-hidden />
                </Button>
              </RadixDialog.Close>
            </div>
            <NavigationLinks onNavigate={close} />
            <div className="mt-auto border-line border-t pt-2">
              <UserMenu />
            </div>
          </RadixDialog.Content>
        </RadixDialog.Portal>
      </RadixDialog.Root>
      <div className="min-w-0 flex-1">
        <OrgSwitcher />
      </div>
      <Button variant="ghost" size="icon" aria-label="Go to" onClick={onSearch}>
        <Search aria-hidden />
      </Button>
    </header>
  );
}
