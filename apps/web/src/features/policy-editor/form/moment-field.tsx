'use client';

import { Field, Input } from '@/components/ui/field';
import { type Path, valueAt } from '../model/source';
import { usePolicyForm } from './form-context';
import { KeptAsText } from './kept-as-text';
import { fromLocalInput, toLocalInput, zoneName } from './local-moment';
import { useTyped } from './use-typed';

interface MomentFieldProps {
  readonly path: Path;
  readonly label: string;
  readonly hint?: string;
  readonly isRequired?: boolean;
}

/** A moment, picked in the reader's time zone and written with its offset. */
export function MomentField({ path, label, hint, isRequired = false }: MomentFieldProps) {
  const { source, set, isReadOnly } = usePolicyForm();
  const value = valueAt(source.value, path);
  const text = typeof value === 'string' ? value : '';
  const local = toLocalInput(text);
  const typed = useTyped(local ?? '', (next) => set(path, fromLocalInput(next) ?? undefined));
  if ((value !== undefined && typeof value !== 'string') || (text !== '' && local === null))
    return <KeptAsText path={path} label={label} />;
  return (
    <Field
      label={label}
      hint={[hint, `Your time, ${zoneName()}.`].filter(Boolean).join(' ')}
      error={isRequired && typed.value === '' ? 'This is needed.' : undefined}
    >
      {(ids) => <Input {...ids} {...typed} type="datetime-local" disabled={isReadOnly} className="numeric" />}
    </Field>
  );
}
