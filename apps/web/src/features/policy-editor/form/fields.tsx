'use client';

import { type ReactNode, useId } from 'react';
import { Field, Input, NativeSelect, Textarea } from '@/components/ui/field';
import { cn } from '@/lib/cn';
import type { Path } from '../model/source';
import { valueAt } from '../model/source';
import { usePolicyForm } from './form-context';
import { KeptAsText } from './kept-as-text';
import { useTyped } from './use-typed';

interface FieldProps {
  readonly path: Path;
  readonly label: string;
  readonly hint?: ReactNode;
}

const useValue = (path: Path): unknown => valueAt(usePolicyForm().source.value, path);

/** Whether a value is missing or of the kind a field can show; what is not stays in the text, untouched. */
const fits = <T,>(value: unknown, is: (value: unknown) => value is T): value is T | undefined =>
  value === undefined || is(value);

const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number';
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';

interface TextFieldProps extends FieldProps {
  readonly isLong?: boolean;
  readonly isCode?: boolean;
  readonly isRequired?: boolean;
  readonly placeholder?: string;
  readonly suggestions?: readonly string[];
  readonly maxLength?: number;
  /** What is wrong with a value, for the person who types it. */
  readonly check?: (text: string) => string | undefined;
}

export function TextField(props: TextFieldProps) {
  const { path, label, hint, isLong = false, isCode = false, isRequired = false, check } = props;
  const { set, isReadOnly } = usePolicyForm();
  const value = useValue(path);
  const text = isText(value) ? value : '';
  const typed = useTyped(text, (next) => set(path, next === '' && !isRequired ? undefined : next));
  const listId = useId();
  if (!fits(value, isText)) return <KeptAsText path={path} label={label} />;
  const shared = {
    ...typed,
    disabled: isReadOnly,
    maxLength: props.maxLength,
    placeholder: props.placeholder,
    className: cn(isCode && 'font-mono text-xs'),
  };
  const error = typed.value === '' ? undefined : check?.(typed.value);
  return (
    <Field label={label} hint={hint} error={isRequired && typed.value === '' ? 'This is needed.' : error}>
      {(ids) =>
        isLong ? (
          <Textarea {...ids} {...shared} rows={2} />
        ) : (
          <>
            <Input {...ids} {...shared} list={props.suggestions ? listId : undefined} />
            {props.suggestions && (
              <datalist id={listId}>
                {props.suggestions.map((name) => (
                  <option key={name} value={name} />
                ))}
              </datalist>
            )}
          </>
        )
      }
    </Field>
  );
}

const DURATION = /^[1-9][0-9]{0,3}[smhd]$/;

export function DurationField(props: FieldProps & { placeholder?: string; isRequired?: boolean }) {
  return (
    <TextField
      {...props}
      isCode
      check={(text) => (DURATION.test(text) ? undefined : 'A number and s, m, h or d: 30m, 2h, 1d.')}
    />
  );
}

interface NumberFieldProps extends FieldProps {
  readonly min: number;
  readonly max: number;
  readonly placeholder?: string;
  readonly suffix?: string;
}

export function NumberField({ path, label, hint, min, max, placeholder, suffix }: NumberFieldProps) {
  const { set, isReadOnly } = usePolicyForm();
  const value = useValue(path);
  const typed = useTyped(isNumber(value) ? String(value) : '', (text) =>
    set(path, text === '' || Number.isNaN(Number(text)) ? undefined : Number(text)),
  );
  if (!fits(value, isNumber)) return <KeptAsText path={path} label={label} />;
  const isOutside = typed.value !== '' && (Number(typed.value) < min || Number(typed.value) > max);
  return (
    <Field label={label} hint={hint} error={isOutside ? `From ${min} to ${max}.` : undefined}>
      {(ids) => (
        <span className="relative block">
          <Input
            {...ids}
            {...typed}
            type="number"
            inputMode="numeric"
            min={min}
            max={max}
            step="any"
            placeholder={placeholder}
            disabled={isReadOnly}
            className={cn('numeric', suffix && 'pr-8')}
          />
          {suffix && <span className="absolute top-1.5 right-2.5 text-ink-faint text-sm">{suffix}</span>}
        </span>
      )}
    </Field>
  );
}

export interface Option {
  readonly value: string;
  readonly label: string;
}

interface SelectFieldProps extends FieldProps {
  readonly options: readonly Option[];
  /** What the missing key means; left out when the key has to be there. */
  readonly noneLabel?: string;
}

export function SelectField({ path, label, hint, options, noneLabel }: SelectFieldProps) {
  const { set, isReadOnly } = usePolicyForm();
  const value = useValue(path);
  if (!fits(value, isText)) return <KeptAsText path={path} label={label} />;
  const isUnknown = value !== undefined && !options.some((option) => option.value === value);
  return (
    <Field label={label} hint={hint} error={isUnknown ? `“${value}” is not one of them.` : undefined}>
      {(ids) => (
        <NativeSelect
          {...ids}
          value={value ?? ''}
          disabled={isReadOnly}
          onChange={(event) => set(path, event.target.value === '' ? undefined : event.target.value)}
        >
          {(noneLabel !== undefined || value === undefined) && <option value="">{noneLabel ?? 'Choose'}</option>}
          {isUnknown && <option value={value}>{value}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </NativeSelect>
      )}
    </Field>
  );
}

export function CheckField({ path, label, hint }: FieldProps) {
  const { set, isReadOnly } = usePolicyForm();
  const value = useValue(path);
  const id = useId();
  if (!fits(value, isBoolean)) return <KeptAsText path={path} label={label} />;
  return (
    <div className="flex items-start gap-2">
      <input
        id={id}
        type="checkbox"
        className="mt-0.5 size-4 accent-accent-solid"
        checked={value === true}
        disabled={isReadOnly}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => set(path, event.target.checked ? true : undefined)}
      />
      <span>
        <label htmlFor={id} className="block font-medium text-sm">
          {label}
        </label>
        {hint && (
          <span id={`${id}-hint`} className="block text-ink-faint text-xs">
            {hint}
          </span>
        )}
      </span>
    </div>
  );
}

const isWords = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText);

/** Several of a closed set, as buttons that are on or off. */
export function ChoicesField({ path, label, hint, options }: FieldProps & { options: readonly Option[] }) {
  const { set, isReadOnly } = usePolicyForm();
  const value = useValue(path);
  const hintId = useId();
  if (!fits(value, isWords)) return <KeptAsText path={path} label={label} />;
  const chosen = value ?? [];
  const toggle = (word: string) => {
    const next = chosen.includes(word) ? chosen.filter((other) => other !== word) : [...chosen, word];
    set(path, next.length === 0 ? undefined : next);
  };
  const shown = [
    ...options,
    ...chosen.filter((word) => !options.some((option) => option.value === word)).map(asOption),
  ];
  return (
    <fieldset className="space-y-1" disabled={isReadOnly} aria-describedby={hint ? hintId : undefined}>
      <legend className="font-medium text-sm">{label}</legend>
      <div className="flex flex-wrap gap-1.5">
        {shown.map((option) => (
          <button
            key={option.value}
            type="button"
            aria-pressed={chosen.includes(option.value)}
            onClick={() => toggle(option.value)}
            className="h-7 rounded-md border border-line-strong bg-surface px-2.5 text-ink-muted text-xs not-disabled:hover:bg-raised disabled:opacity-60 aria-pressed:border-accent aria-pressed:bg-accent-wash aria-pressed:font-medium aria-pressed:text-accent"
          >
            {option.label}
          </button>
        ))}
      </div>
      {hint && (
        <p id={hintId} className="text-ink-faint text-xs">
          {hint}
        </p>
      )}
    </fieldset>
  );
}

const asOption = (value: string): Option => ({ value, label: value });
