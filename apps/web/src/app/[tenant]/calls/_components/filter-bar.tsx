'use client';

import { EFFECTS, FINDING_CATEGORIES, OUTCOMES } from '@sallyport/contracts';
import { useQuery } from '@tanstack/react-query';
import { Search, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { EFFECT_LABEL, OUTCOME_LABEL } from '@/features/calls';
import { Kbd } from '@/features/keyboard';
import { serversQuery } from '@/lib/api/queries';
import { toLabel } from '@/lib/format';
import { COMMON_METHODS } from '@/lib/mcp-methods';
import { type CallFilters, type FilterChange, type FilterName, RANGES } from '../filters.schema';
import { Facet, type FacetOption } from './facet';

const RANGE_LABEL = {
  '15m': 'Last 15 minutes',
  '1h': 'Last hour',
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days',
} as const;

const same = (value: string): FacetOption => ({ value, label: value });

interface FilterBarProps {
  readonly org: string;
  readonly filters: CallFilters;
  readonly onChange: (filters: FilterChange) => void;
}

export function FilterBar({ org, filters, onChange }: FilterBarProps) {
  const servers = useQuery(serversQuery(org)).data?.items.map(({ slug, name }) => ({ value: slug, label: name })) ?? [];
  const set = (name: FilterName) => (value: string | undefined) => onChange({ ...filters, [name]: value });
  const setRange = (value: string | undefined) =>
    onChange({ ...filters, range: value as CallFilters['range'], from: undefined, to: undefined });
  const isFiltered = Object.keys(filters).length > 0;
  return (
    <search className="contents">
      <TargetInput key={filters.target ?? ''} value={filters.target ?? ''} onChange={set('target')} />
      <div className="order-last col-span-2 -mx-4 flex min-w-0 items-center gap-2 overflow-x-auto px-4 sm:order-none sm:mx-0 sm:flex-wrap sm:px-0">
        <Facet
          label="Decision"
          value={filters.effect}
          onChange={set('effect')}
          options={EFFECTS.map((value) => ({ value, label: EFFECT_LABEL[value] }))}
        />
        <Facet label="Server" value={filters.server} onChange={set('server')} options={servers} />
        <Facet
          label="Finding"
          value={filters.category}
          onChange={set('category')}
          options={FINDING_CATEGORIES.map((value) => ({ value, label: toLabel(value) }))}
        />
        <Facet
          label="Outcome"
          value={filters.outcome}
          onChange={set('outcome')}
          options={OUTCOMES.map((value) => ({ value, label: OUTCOME_LABEL[value] }))}
        />
        <Facet label="Method" value={filters.method} onChange={set('method')} options={COMMON_METHODS.map(same)} />
        {filters.principal && (
          <Facet
            label="Caller"
            value={filters.principal}
            onChange={set('principal')}
            options={[same(filters.principal)]}
          />
        )}
        {filters.rule && (
          <Facet
            label="Rule"
            value={filters.rule}
            onChange={set('rule')}
            options={[{ value: filters.rule, label: filters.rule.slice(filters.rule.indexOf('/') + 1) }]}
          />
        )}
        <Facet
          label="Time"
          value={filters.from ? 'custom' : filters.range}
          onChange={setRange}
          options={[
            ...RANGES.map((value) => ({ value, label: RANGE_LABEL[value] })),
            ...(filters.from ? [{ value: 'custom', label: 'Chosen stretch' }] : []),
          ]}
        />
        {isFiltered && (
          <Button variant="ghost" size="sm" onClick={() => onChange({})}>
            <X aria-hidden />
            Clear
          </Button>
        )}
      </div>
    </search>
  );
}

interface TargetInputProps {
  readonly value: string;
  readonly onChange: (value: string | undefined) => void;
}

/** A name or the beginning of one; the star that asks the api for a prefix is added and hidden here. */
function TargetInput({ value, onChange }: TargetInputProps) {
  const [text, setText] = useState(value.replace(/\*$/, ''));
  const apply = () => {
    const wanted = text.trim();
    onChange(wanted ? `${wanted}*` : undefined);
  };
  return (
    <form
      className="relative min-w-0 sm:w-56"
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <Search className="absolute top-2 left-2 size-3.5 text-ink-faint" aria-hidden />
      <input
        id="call-filter"
        type="text"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => text !== value.replace(/\*$/, '') && apply()}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
        aria-label="Tool, prompt or resource begins with"
        placeholder="Tool, prompt, resource"
        autoComplete="off"
        spellCheck={false}
        className="h-7 w-full rounded-md border border-line-strong bg-surface pr-8 pl-7 text-xs placeholder:text-ink-faint"
      />
      <span className="pointer-events-none absolute top-1 right-1 hidden sm:block">
        <Kbd>/</Kbd>
      </span>
    </form>
  );
}
