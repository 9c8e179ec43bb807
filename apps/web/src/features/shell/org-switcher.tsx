'use client';

import { ChevronsUpDown } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { Logo } from '@/components/logo';
import { Menu, MenuContent, MenuLabel, MenuRadioGroup, MenuRadioItem, MenuTrigger } from '@/components/ui/menu';
import { paths } from '@/lib/paths';
import { useOrg } from '../session';

export function OrgSwitcher() {
  const { org, organisations } = useOrg();
  const router = useRouter();
  if (organisations.length === 1) return <OrgName name={org.name} />;
  return (
    <Menu>
      <MenuTrigger className="flex w-full items-center rounded-md px-1 py-1 text-left hover:bg-raised">
        <OrgName name={org.name} />
        <ChevronsUpDown className="ml-auto size-3.5 shrink-0 text-ink-faint" aria-label="Switch organisation" />
      </MenuTrigger>
      <MenuContent>
        <MenuLabel>Organisations</MenuLabel>
        <MenuRadioGroup value={org.slug} onValueChange={(slug) => router.push(paths.overview(slug))}>
          {organisations.map(({ slug, name }) => (
            <MenuRadioItem key={slug} value={slug}>
              {name}
            </MenuRadioItem>
          ))}
        </MenuRadioGroup>
      </MenuContent>
    </Menu>
  );
}

function OrgName({ name }: { name: string }) {
  return (
    <span className="flex min-w-0 items-center gap-2 px-1 py-0.5">
      <Logo className="size-5.5 shrink-0" />
      <span className="truncate font-semibold text-sm">{name}</span>
    </span>
  );
}
