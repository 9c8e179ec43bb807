'use client';

import { Search } from 'lucide-react';
import Link, { useLinkStatus } from 'next/link';
import { usePathname } from 'next/navigation';
import { cn } from '@/lib/cn';
import { Kbd } from '../keyboard';
import { useOrg } from '../session';
import { isCurrent, navigationOf } from './navigation';
import { OrgSwitcher } from './org-switcher';
import { UserMenu } from './user-menu';

export function Sidebar({ onSearch }: { onSearch: () => void }) {
  return (
    <aside className="sticky top-0 hidden h-dvh w-56 shrink-0 flex-col border-line border-r bg-canvas px-3 py-3 lg:flex">
      <OrgSwitcher />
      <button
        type="button"
        onClick={onSearch}
        className="mt-3 flex h-8 items-center gap-2 rounded-md border border-line bg-surface px-2 text-ink-faint text-sm hover:border-line-strong"
      >
        <Search className="size-3.5" aria-hidden />
        <span className="flex-1 text-left">Go to…</span>
        <Kbd>⌘K</Kbd>
      </button>
      <NavigationLinks className="mt-4" />
      <div className="mt-auto border-line border-t pt-2">
        <UserMenu />
      </div>
    </aside>
  );
}

export function NavigationLinks({ className, onNavigate }: { className?: string; onNavigate?: () => void }) {
  const { org } = useOrg();
  const pathname = usePathname();
  return (
    <nav aria-label="Main" className={className}>
      <ul className="space-y-0.5">
        {navigationOf(org.slug)
          .filter(({ permission }) => org.permissions.includes(permission))
          .map((item) => (
            <li key={item.href}>
              <Link
                href={item.href}
                {...(onNavigate ? { onClick: onNavigate } : {})}
                aria-current={isCurrent(item, pathname) ? 'page' : undefined}
                className={cn(
                  'flex h-8 items-center gap-2.5 rounded-md px-2 text-sm transition-colors',
                  isCurrent(item, pathname)
                    ? 'bg-pressed font-medium text-ink'
                    : 'text-ink-muted hover:bg-raised hover:text-ink',
                )}
              >
                <item.icon className="size-4" aria-hidden />
                {item.label}
                <PendingMark />
              </Link>
            </li>
          ))}
      </ul>
    </nav>
  );
}

/** Shows that a page is being fetched, once that takes long enough to notice. Its place is kept free. */
function PendingMark() {
  const { pending } = useLinkStatus();
  return (
    <span
      aria-hidden
      className={cn(
        'ml-auto size-1.5 rounded-full bg-accent opacity-0',
        pending && 'animate-pulse opacity-100 delay-150',
      )}
    />
  );
}
