'use client';

import { ChevronLeft, PackageOpen } from 'lucide-react';
import Link from 'next/link';
import { ListFilter, useListFilter } from '@/components/list-filter';
import { EmptyState } from '@/components/ui/empty-state';
import { DefinitionDetail, DefinitionStateBadge, descriptionOf } from '@/features/definitions';
import { useListKeys } from '@/features/keyboard';
import type { Definition, Server } from '@/lib/api/types';
import { cn } from '@/lib/cn';
import { paths } from '@/lib/paths';
import type { ServerTab } from '../filters.schema';

interface DefinitionBrowserProps {
  readonly org: string;
  readonly server: Server;
  readonly tab: ServerTab;
  readonly definitions: readonly Definition[];
  readonly selectedId: string | undefined;
}

/** Definitions on the left, the chosen one on the right; on narrow screens one after the other. */
export function DefinitionBrowser({ org, server, tab, definitions, selectedId }: DefinitionBrowserProps) {
  const { shown, filter } = useListFilter(definitions, ({ name, body }) => `${name} ${descriptionOf(body)}`);
  useListKeys();
  const chosen = definitions.find(({ id }) => id === selectedId);
  const selected = chosen ?? shown[0];
  if (definitions.length === 0 || !selected) {
    return (
      <EmptyState icon={PackageOpen} title={`No ${tab} seen yet`}>
        They appear as soon as a gateway has listed what the server offers. Not every server has any.
      </EmptyState>
    );
  }
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[17rem_minmax(0,1fr)]">
      <div className={cn('space-y-3 lg:sticky lg:top-5', chosen && 'hidden lg:block')}>
        <ListFilter label={`Filter ${tab}`} {...filter} />
        <ul className="max-h-[70dvh] space-y-px overflow-y-auto">
          {shown.map((definition) => (
            <li key={definition.id}>
              <DefinitionLink
                href={paths.server(org, server.id, { tab, definition: definition.id })}
                definition={definition}
                isCurrent={definition.id === selected.id}
              />
            </li>
          ))}
        </ul>
      </div>
      <div className={cn('min-w-0', !chosen && 'hidden lg:block')}>
        <Link
          href={paths.server(org, server.id, { tab })}
          className="mb-3 -ml-1 inline-flex items-center gap-0.5 text-ink-faint text-xs hover:text-ink lg:hidden"
        >
          <ChevronLeft className="size-3.5" aria-hidden />
          All {tab}
        </Link>
        <DefinitionDetail key={selected.id} definition={selected} />
      </div>
    </div>
  );
}

function DefinitionLink({ href, definition, isCurrent }: { href: string; definition: Definition; isCurrent: boolean }) {
  return (
    <Link
      href={href}
      prefetch={false}
      scroll={false}
      data-list-item
      aria-current={isCurrent ? 'true' : undefined}
      className={cn(
        'flex min-h-8 items-center gap-2 rounded-md px-2.5 py-1',
        isCurrent ? 'bg-pressed' : 'hover:bg-raised',
      )}
    >
      <span
        className={cn(
          'wrap-anywhere min-w-0 flex-1 font-mono text-xs',
          !definition.present && 'text-ink-faint line-through',
        )}
      >
        {definition.name}
      </span>
      {definition.findings.length > 0 && (
        <span className="numeric font-semibold text-2xs text-high" title={`${definition.findings.length} findings`}>
          {definition.findings.length}
        </span>
      )}
      {definition.state !== 'pinned' && <DefinitionStateBadge state={definition.state} />}
    </Link>
  );
}
