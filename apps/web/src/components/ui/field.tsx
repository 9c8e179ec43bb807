'use client';

import { ChevronDown } from 'lucide-react';
import { type ComponentProps, type ReactNode, useId } from 'react';
import { cn } from '@/lib/cn';

const controlStyle =
  'w-full rounded-md border border-line-strong bg-surface px-2.5 text-sm shadow-sm placeholder:text-ink-faint disabled:cursor-not-allowed disabled:opacity-60 aria-invalid:border-deny';

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input className={cn(controlStyle, 'h-8', className)} {...rest} />;
}

export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea className={cn(controlStyle, 'min-h-16 py-1.5', className)} {...rest} />;
}

export function NativeSelect({ className, ...rest }: ComponentProps<'select'>) {
  return (
    <span className={cn('relative block', className)}>
      <select className={cn(controlStyle, 'h-8 appearance-none pr-8')} {...rest} />
      <ChevronDown className="pointer-events-none absolute top-2.25 right-2.5 size-3.5 text-ink-faint" aria-hidden />
    </span>
  );
}

interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly optional?: boolean;
  /** Receives the ids that tie the control to its label, hint and error. */
  readonly children: (ids: {
    id: string;
    'aria-describedby': string | undefined;
    'aria-invalid': boolean;
  }) => ReactNode;
}

/** A labelled form control with its hint and its error. */
export function Field({ label, hint, error, optional = false, children }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const note = error ?? hint;
  return (
    <div className="space-y-1">
      <label htmlFor={id} className="flex items-baseline gap-2 font-medium text-sm">
        {label}
        {optional && <span className="font-normal text-ink-faint text-xs">optional</span>}
      </label>
      {children({ id, 'aria-describedby': note ? noteId : undefined, 'aria-invalid': error !== undefined })}
      {note && (
        <p id={noteId} className={cn('text-xs', error ? 'text-deny' : 'text-ink-faint')}>
          {note}
        </p>
      )}
    </div>
  );
}
