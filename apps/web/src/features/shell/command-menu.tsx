'use client';

import { useQuery } from '@tanstack/react-query';
import { CornerDownLeft, type LucideIcon, Moon, Server, ShieldCheck, Sun } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { Dialog as RadixDialog } from 'radix-ui';
import { type KeyboardEvent, useDeferredValue, useId, useState } from 'react';
import { policiesQuery, serversQuery } from '@/lib/api/queries';
import { cn } from '@/lib/cn';
import { paths } from '@/lib/paths';
import { setTheme } from '@/lib/theme/set-theme';
import { useOrg, usePermission } from '../session';
import { navigationOf } from './navigation';

interface Command {
  readonly label: string;
  readonly group: string;
  readonly icon: LucideIcon;
  readonly run: () => void;
}

interface CommandMenuProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Go anywhere by typing a few letters. */
export function CommandMenu({ open, onOpenChange }: CommandMenuProps) {
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="fixed inset-0 z-40 animate-fade bg-scrim" />
        <RadixDialog.Content
          aria-describedby={undefined}
          className="fixed inset-x-4 top-[12dvh] z-50 mx-auto max-w-lg animate-rise overflow-hidden rounded-xl bg-overlay shadow-lg outline-none"
        >
          <RadixDialog.Title className="sr-only">Go to</RadixDialog.Title>
          <CommandList onDone={() => onOpenChange(false)} />
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

function CommandList({ onDone }: { onDone: () => void }) {
  const listId = useId();
  const [text, setText] = useState('');
  const [position, setPosition] = useState(0);
  const commands = useCommands(useDeferredValue(text));
  const current = Math.min(position, Math.max(0, commands.length - 1));
  const run = (command: Command | undefined) => {
    if (!command) return;
    onDone();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setPosition((current + step + commands.length) % Math.max(1, commands.length));
    }
    if (event.key === 'Enter') run(commands[current]);
  };
  return (
    <>
      <input
        role="combobox"
        aria-label="Go to"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={commands[current] ? `${listId}-${current}` : undefined}
        placeholder="Page, server or policy"
        value={text}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setText(event.target.value);
          setPosition(0);
        }}
        className="h-12 w-full border-line border-b bg-transparent px-4 text-base outline-none placeholder:text-ink-faint"
      />
      <div id={listId} role="listbox" aria-label="Results" className="max-h-80 overflow-y-auto p-1.5">
        {commands.map((command, index) => (
          <button
            type="button"
            key={`${command.group} ${command.label}`}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === current}
            tabIndex={-1}
            onPointerMove={() => setPosition(index)}
            onClick={() => run(command)}
            className={cn(
              'flex h-9 w-full items-center gap-2.5 rounded-md px-2.5 text-left text-sm',
              index === current && 'bg-raised',
            )}
          >
            <command.icon className="size-4 text-ink-faint" aria-hidden />
            <span className="flex-1 truncate">{command.label}</span>
            <span className="text-ink-faint text-xs">{command.group}</span>
            {index === current && <CornerDownLeft className="size-3.5 text-ink-faint" aria-hidden />}
          </button>
        ))}
      </div>
      {commands.length === 0 && <p className="px-4 pb-4 text-ink-muted text-sm">Nothing is called that.</p>}
    </>
  );
}

const useCommands = (text: string): readonly Command[] => {
  const router = useRouter();
  const { org } = useOrg();
  const servers = useQuery({ ...serversQuery(org.slug), enabled: usePermission('server:read') });
  const policies = useQuery({ ...policiesQuery(org.slug), enabled: usePermission('policy:read') });
  const goTo = (href: string) => () => router.push(href);
  const all: Command[] = [
    ...navigationOf(org.slug)
      .filter(({ permission }) => org.permissions.includes(permission))
      .map(({ label, icon, href }) => ({ label, icon, group: 'Page', run: goTo(href) })),
    ...(servers.data?.items ?? []).map(({ id, name }) => ({
      label: name,
      icon: Server,
      group: 'Server',
      run: goTo(paths.server(org.slug, id)),
    })),
    ...(policies.data?.items ?? []).map(({ id, name }) => ({
      label: name,
      icon: ShieldCheck,
      group: 'Policy',
      run: goTo(paths.policy(org.slug, id)),
    })),
    { label: 'Light theme', icon: Sun, group: 'Theme', run: () => setTheme('light') },
    { label: 'Dark theme', icon: Moon, group: 'Theme', run: () => setTheme('dark') },
  ];
  const wanted = text.trim().toLowerCase();
  return wanted ? all.filter(({ label, group }) => `${label} ${group}`.toLowerCase().includes(wanted)) : all;
};
