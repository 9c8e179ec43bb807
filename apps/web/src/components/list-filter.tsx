'use client';

import { Search } from 'lucide-react';
import { useState } from 'react';

/** Items whose words contain what is typed, and the props of the field that is typed into. */
export const useListFilter = <T,>(items: readonly T[], wordsOf: (item: T) => string) => {
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const shown = wanted ? items.filter((item) => wordsOf(item).toLowerCase().includes(wanted)) : items;
  return { shown, filter: { text, onText: setText } };
};

interface ListFilterProps {
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
}

export function ListFilter({ label, text, onText }: ListFilterProps) {
  return (
    <search className="relative block max-w-xs">
      <Search className="absolute top-2.5 left-2.5 size-3.5 text-ink-faint" aria-hidden />
      <input
        type="text"
        data-list-filter
        value={text}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        className="h-8 w-full rounded-md border border-line-strong bg-surface pr-3 pl-8 text-sm placeholder:text-ink-faint"
      />
    </search>
  );
}
