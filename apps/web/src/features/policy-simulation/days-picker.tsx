'use client';

import { useId } from 'react';
import { NativeSelect } from '@/components/ui/field';

/** Choices of a time range; any number of days from 1 to 90 would do. */
const DAYS = [1, 3, 7, 14, 30, 60, 90] as const;

interface DaysPickerProps {
  readonly days: number;
  readonly onDays: (days: number) => void;
  readonly disabled?: boolean;
  readonly label?: string;
}

export function DaysPicker({ days, onDays, disabled = false, label = 'Calls of' }: DaysPickerProps) {
  const id = useId();
  return (
    <div className="flex items-center gap-2 text-sm">
      <label htmlFor={id} className="text-ink-muted">
        {label}
      </label>
      <NativeSelect
        id={id}
        value={days}
        disabled={disabled}
        onChange={(event) => onDays(Number(event.target.value))}
        className="w-36"
      >
        {DAYS.map((choice) => (
          <option key={choice} value={choice}>
            {choice === 1 ? 'the last day' : `the last ${choice} days`}
          </option>
        ))}
      </NativeSelect>
    </div>
  );
}
