'use client';

import { ChevronDown } from 'lucide-react';
import { buttonStyle } from '@/components/ui/button';
import {
  Menu,
  MenuContent,
  MenuItem,
  MenuRadioGroup,
  MenuRadioItem,
  MenuSeparator,
  MenuTrigger,
} from '@/components/ui/menu';
import { cn } from '@/lib/cn';

export interface FacetOption {
  readonly value: string;
  readonly label: string;
}

interface FacetProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly options: readonly FacetOption[];
  readonly onChange: (value: string | undefined) => void;
}

/** One filter of a list: a menu that shows its choice when it has one. */
export function Facet({ label, value, options, onChange }: FacetProps) {
  const chosen = value === undefined ? undefined : (options.find((option) => option.value === value)?.label ?? value);
  return (
    <Menu>
      <MenuTrigger
        className={cn(
          buttonStyle({ size: 'sm' }),
          'font-normal',
          chosen === undefined ? 'border-dashed text-ink-muted shadow-none' : 'border-accent bg-accent-wash text-ink',
        )}
      >
        <span className={cn(chosen !== undefined && 'text-ink-muted')}>{label}</span>
        {chosen !== undefined && <span className="max-w-40 truncate font-medium">{chosen}</span>}
        <ChevronDown aria-hidden />
      </MenuTrigger>
      <MenuContent>
        <MenuRadioGroup value={value ?? ''} onValueChange={onChange}>
          {options.map((option) => (
            <MenuRadioItem key={option.value} value={option.value}>
              {option.label}
            </MenuRadioItem>
          ))}
        </MenuRadioGroup>
        {value !== undefined && (
          <>
            <MenuSeparator />
            <MenuItem onSelect={() => onChange(undefined)}>Any</MenuItem>
          </>
        )}
        {options.length === 0 && <MenuItem disabled>None yet</MenuItem>}
      </MenuContent>
    </Menu>
  );
}
