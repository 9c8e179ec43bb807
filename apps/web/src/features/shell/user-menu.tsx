'use client';

import { LogOut, Monitor, Moon, Sun } from 'lucide-react';
import { signOut } from 'next-auth/react';
import { useState } from 'react';
import {
  Menu,
  MenuContent,
  MenuItem,
  MenuLabel,
  MenuRadioGroup,
  MenuRadioItem,
  MenuSeparator,
  MenuTrigger,
} from '@/components/ui/menu';
import { initialsOf } from '@/lib/format';
import { setTheme } from '@/lib/theme/set-theme';
import { type Theme, toTheme } from '@/lib/theme/theme';
import { ROLE_LABEL, useOrg } from '../session';

const THEME_CHOICES = [
  { value: 'system', label: 'System', icon: Monitor },
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
] as const;

const currentTheme = (): Theme => toTheme(document.documentElement.getAttribute('data-theme') ?? undefined);

export function UserMenu() {
  const { me, org } = useOrg();
  const [theme, setChosen] = useState<Theme>('system');
  const choose = (value: string) => {
    const next = toTheme(value);
    setTheme(next);
    setChosen(next);
  };
  return (
    <Menu onOpenChange={(open) => open && setChosen(currentTheme())}>
      <MenuTrigger className="flex w-full items-center gap-2.5 rounded-md px-1.5 py-1.5 text-left hover:bg-raised">
        <span
          aria-hidden
          className="grid size-7 shrink-0 place-items-center rounded-full bg-accent-wash font-semibold text-2xs text-accent"
        >
          {initialsOf(me.name)}
        </span>
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium text-sm leading-4.5">{me.name}</span>
          <span className="block truncate text-ink-faint text-xs leading-4">{ROLE_LABEL[org.role]}</span>
        </span>
      </MenuTrigger>
      <MenuContent align="start" className="w-56">
        <div className="px-2 py-1.5">
          <p className="truncate font-medium text-sm">{me.name}</p>
          <p className="truncate text-ink-faint text-xs">{me.email}</p>
        </div>
        <MenuSeparator />
        <MenuLabel>Theme</MenuLabel>
        <MenuRadioGroup value={theme} onValueChange={choose}>
          {THEME_CHOICES.map(({ value, label, icon: Icon }) => (
            <MenuRadioItem key={value} value={value} onSelect={(event) => event.preventDefault()}>
              <Icon aria-hidden />
              {label}
            </MenuRadioItem>
          ))}
        </MenuRadioGroup>
        <MenuSeparator />
        <MenuItem onSelect={() => void signOut({ callbackUrl: '/sign-in?signedOut=1' })}>
          <LogOut aria-hidden />
          Sign out
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}
