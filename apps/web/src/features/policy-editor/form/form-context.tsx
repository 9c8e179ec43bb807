'use client';

import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { Diagnostic } from '@/lib/api/types';
import type { PolicyVocabulary } from '../completions';
import { editPolicy, type PolicyEdit } from '../model/edit';
import { isPlainMap, lineAt, type Path, type PolicySource, valueAt } from '../model/source';

interface FormState {
  readonly source: PolicySource;
  readonly vocabulary: PolicyVocabulary;
  readonly diagnostics: readonly Diagnostic[];
  readonly isReadOnly: boolean;
  readonly onChange: (text: string) => void;
  /** Opens the text at a line. */
  readonly onShowText: (line: number) => void;
}

interface Form extends Omit<FormState, 'onChange' | 'onShowText'> {
  readonly edit: (edit: PolicyEdit) => void;
  /** Writes a value; `undefined` takes the key out, and with it every mapping that is left empty. */
  readonly set: (path: Path, value: unknown) => void;
  readonly showText: (path: Path) => void;
}

const FormContext = createContext<Form | null>(null);

export function FormProvider({ state, children }: { state: FormState; children: ReactNode }) {
  const { source, vocabulary, diagnostics, isReadOnly, onChange, onShowText } = state;
  const form = useMemo<Form>(() => {
    const edit = (change: PolicyEdit) => onChange(editPolicy(source.text, change));
    return {
      source,
      vocabulary,
      diagnostics,
      isReadOnly,
      edit,
      set: (path, value) =>
        edit({ kind: 'set', path: value === undefined ? emptiedBy(source.value, path) : path, value }),
      showText: (path) => onShowText(lineAt(source, path)),
    };
  }, [source, vocabulary, diagnostics, isReadOnly, onChange, onShowText]);
  return <FormContext value={form}>{children}</FormContext>;
}

export const usePolicyForm = (): Form => {
  const form = useContext(FormContext);
  if (!form) throw new Error('usePolicyForm belongs inside a policy form');
  return form;
};

/** The outermost mapping that has nothing but what is taken out; entries of lists stay. */
const emptiedBy = (root: unknown, path: Path): Path => {
  const parent = path.slice(0, -1);
  const around = valueAt(root, parent);
  const isLast = isPlainMap(around) && Object.keys(around).length === 1;
  return isLast && typeof parent.at(-1) === 'string' ? emptiedBy(root, parent) : path;
};
