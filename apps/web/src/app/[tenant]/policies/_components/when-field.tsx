'use client';

import { useId } from 'react';
import { Input } from '@/components/ui/field';
import { zoneName } from '@/features/policy-editor';

interface WhenFieldProps {
  /** Null: now. Empty: at a time that is not picked yet. Else as `datetime-local` has it. */
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
}

/** Now, or at a time in the reader's time zone, which is named. */
export function WhenField({ value, onChange }: WhenFieldProps) {
  const name = useId();
  return (
    <fieldset className="space-y-2">
      <legend className="font-medium text-sm">When</legend>
      <label className="flex items-center gap-2 text-sm">
        <input
          type="radio"
          name={name}
          checked={value === null}
          onChange={() => onChange(null)}
          className="size-4 accent-accent-solid"
        />
        Now: every gateway enforces it within seconds
      </label>
      <label className="flex items-center gap-2 text-sm">
        <input
          type="radio"
          name={name}
          checked={value !== null}
          onChange={() => onChange('')}
          className="size-4 accent-accent-solid"
        />
        At a time
      </label>
      {value !== null && (
        <div className="space-y-1 pl-6">
          <Input
            type="datetime-local"
            aria-label="Time of publication"
            value={value}
            onChange={(event) => onChange(event.target.value)}
            className="numeric max-w-60"
          />
          <p className="text-ink-faint text-xs">Your time, {zoneName()}. At least a minute ahead.</p>
        </div>
      )}
    </fieldset>
  );
}
