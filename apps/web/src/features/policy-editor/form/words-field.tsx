'use client';

import { X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { cn } from '@/lib/cn';
import { type Path, valueAt } from '../model/source';
import { usePolicyForm } from './form-context';
import { KeptAsText } from './kept-as-text';

interface WordsFieldProps {
  readonly path: Path;
  readonly label: string;
  readonly hint?: ReactNode;
  /** Names that exist; others can be typed. */
  readonly options?: readonly string[];
  readonly placeholder?: string;
  readonly isRequired?: boolean;
}

const isWords = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((word) => typeof word === 'string');

/** A list of names: chips, and a field with the names that exist. Enter or a comma adds, Backspace takes the last one away. */
export function WordsField({ path, label, hint, options = [], placeholder, isRequired = false }: WordsFieldProps) {
  const { source, set, isReadOnly } = usePolicyForm();
  const value = valueAt(source.value, path);
  const id = useId();
  if (value !== undefined && !isWords(value)) return <KeptAsText path={path} label={label} />;
  const words = value ?? [];
  const write = (next: readonly string[]) => set(path, next.length === 0 ? undefined : next);
  const note = isRequired && words.length === 0 ? 'At least one is needed.' : hint;
  return (
    <div className="space-y-1">
      <label htmlFor={id} className="block font-medium text-sm">
        {label}
      </label>
      <div
        className={cn(
          'flex min-h-8 flex-wrap items-center gap-1 rounded-md border border-line-strong bg-surface px-1 py-0.75 shadow-sm focus-within:outline-2 focus-within:outline-accent focus-within:outline-offset-2',
          isReadOnly && 'opacity-60',
        )}
      >
        {words.map((word) => (
          <Chip
            key={word}
            word={word}
            isKnown={options.length === 0 || options.includes(word) || word.includes('*')}
            onRemove={isReadOnly ? undefined : () => write(words.filter((other) => other !== word))}
          />
        ))}
        <WordInput
          id={id}
          noteId={note ? `${id}-note` : undefined}
          isDisabled={isReadOnly}
          placeholder={words.length === 0 ? placeholder : undefined}
          options={options.filter((option) => !words.includes(option))}
          onAdd={(added) => write([...words, ...added.filter((word) => !words.includes(word))])}
          onRemoveLast={() => words.length > 0 && write(words.slice(0, -1))}
        />
      </div>
      {note && (
        <p id={`${id}-note`} className={cn('text-xs', note === hint ? 'text-ink-faint' : 'text-deny')}>
          {note}
        </p>
      )}
    </div>
  );
}

function Chip({ word, isKnown, onRemove }: { word: string; isKnown: boolean; onRemove: (() => void) | undefined }) {
  return (
    <span
      title={isKnown ? undefined : 'Not known in this organisation'}
      className={cn(
        'inline-flex h-6 min-w-0 items-center gap-0.5 rounded-sm pl-2 font-mono text-xs',
        onRemove ? 'pr-0.5' : 'pr-2',
        isKnown ? 'bg-raised' : 'bg-hold-wash text-hold',
      )}
    >
      <span className="truncate">{word}</span>
      {onRemove && (
        <button
          type="button"
          aria-label={`Remove ${word}`}
          onClick={onRemove}
          className="grid size-5 place-items-center rounded-sm text-ink-faint hover:bg-pressed hover:text-ink"
        >
          <X className="size-3" aria-hidden />
        </button>
      )}
    </span>
  );
}

interface WordInputProps {
  readonly id: string;
  readonly noteId: string | undefined;
  readonly isDisabled: boolean;
  readonly placeholder: string | undefined;
  readonly options: readonly string[];
  readonly onAdd: (words: readonly string[]) => void;
  readonly onRemoveLast: () => void;
}

const SHOWN_MAX = 50;

function WordInput({ id, noteId, isDisabled, placeholder, options, onAdd, onRemoveLast }: WordInputProps) {
  const [text, setText] = useState('');
  const [isOpen, setIsOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const wanted = text.trim().toLowerCase();
  const shown = options.filter((option) => option.toLowerCase().includes(wanted)).slice(0, SHOWN_MAX);
  const listId = `${id}-list`;
  const add = (words: string) => {
    const added = words
      .split(/[,\n]/)
      .map((word) => word.trim())
      .filter((word) => word !== '');
    if (added.length > 0) onAdd(added);
    setText('');
    setActive(-1);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    switch (event.key) {
      case 'Backspace':
        if (text === '') onRemoveLast();
        return;
      case 'Escape':
        if (!isOpen) return;
        event.stopPropagation();
        return setIsOpen(false);
      case 'Enter':
      case ',':
        event.preventDefault();
        return add(event.key === 'Enter' ? (shown[active] ?? text) : text);
      case 'ArrowDown':
        event.preventDefault();
        return isOpen ? setActive(Math.min(active + 1, shown.length - 1)) : setIsOpen(true);
      case 'ArrowUp':
        event.preventDefault();
        return setActive(Math.max(active - 1, -1));
    }
  };
  const isListShown = isOpen && shown.length > 0;
  return (
    <span className="relative min-w-24 flex-1">
      <input
        id={id}
        role="combobox"
        aria-expanded={isListShown}
        aria-controls={listId}
        aria-activedescendant={isListShown && active >= 0 ? `${listId}-${active}` : undefined}
        aria-autocomplete="list"
        aria-describedby={noteId}
        autoComplete="off"
        disabled={isDisabled}
        value={text}
        placeholder={placeholder}
        onChange={(event) => {
          setText(event.target.value);
          setIsOpen(true);
          setActive(-1);
        }}
        onFocus={() => setIsOpen(true)}
        onBlur={() => {
          setIsOpen(false);
          add(text);
        }}
        onKeyDown={onKeyDown}
        className="h-6 w-full bg-transparent px-1 font-mono text-xs outline-none placeholder:font-sans placeholder:text-ink-faint"
      />
      <div
        id={listId}
        role="listbox"
        aria-label="Names that exist"
        hidden={!isListShown}
        className="absolute top-7 left-0 z-30 max-h-56 w-max min-w-40 max-w-72 overflow-y-auto rounded-lg bg-overlay p-1 shadow-lg"
      >
        {shown.map((option, index) => (
          <div
            key={option}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === active}
            tabIndex={-1}
            onMouseDown={(event) => {
              event.preventDefault();
              add(option);
            }}
            className="cursor-default truncate rounded-md px-2 py-1 font-mono text-xs hover:bg-raised aria-selected:bg-raised"
          >
            {option}
          </div>
        ))}
      </div>
    </span>
  );
}
