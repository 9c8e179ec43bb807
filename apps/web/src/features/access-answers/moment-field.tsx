'use client';

import { Field, Input } from '@/components/ui/field';

const DAY_MS = 86_400_000;
/** How far back the api answers. */
const DAYS_BACK_MAX = 90;

/** `2026-11-21T09:30`, the reader's own clock, as the browser's control takes it. */
const toLocal = (ms: number): string => {
  const date = new Date(ms);
  return new Date(ms - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

interface MomentFieldProps {
  /** As the control gives it, without a zone; empty: now. */
  readonly value: string;
  readonly onValue: (value: string) => void;
}

export function MomentField({ value, onValue }: MomentFieldProps) {
  const now = Date.now();
  return (
    <Field label="As of" hint="Empty: now. Up to 90 days back, your time." optional>
      {(ids) => (
        <Input
          {...ids}
          type="datetime-local"
          suppressHydrationWarning
          min={toLocal(now - DAYS_BACK_MAX * DAY_MS)}
          max={toLocal(now)}
          value={value}
          onChange={(event) => onValue(event.target.value)}
        />
      )}
    </Field>
  );
}

/** The moment a control's value names, as the api takes it; undefined when it is empty. */
export const toMoment = (value: string): string | undefined => (value ? new Date(value).toISOString() : undefined);
