'use client';

import { FileWarning, Plus } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import type { Diagnostic } from '@/lib/api/types';
import { plural } from '@/lib/format';
import type { PolicyVocabulary } from '../completions';
import { isPlainMap, readSource, valueAt } from '../model/source';
import { DocumentFields } from './document-fields';
import { ExceptionCard, newException } from './exception-card';
import { FormProvider, usePolicyForm } from './form-context';
import { KeptAsText } from './kept-as-text';
import { freeId, idsOf } from './names';
import { newRule, RuleCard } from './rule-card';
import { newZone, ZoneCard } from './zone-card';

interface PolicyFormProps {
  readonly text: string;
  readonly vocabulary: PolicyVocabulary;
  readonly diagnostics: readonly Diagnostic[];
  readonly isReadOnly: boolean;
  /** Who is editing, for exceptions they grant. */
  readonly editor: string;
  readonly onChange: (text: string) => void;
  readonly onShowText: (line: number) => void;
}

/** A policy as a form over its text: what is edited changes there and nothing else does. */
export function PolicyForm({ text, editor, ...rest }: PolicyFormProps) {
  const source = useMemo(() => readSource(text), [text]);
  const { problem } = source;
  if (problem || !isPlainMap(source.value)) {
    return (
      <EmptyState
        icon={FileWarning}
        title="The text cannot be shown as a form"
        action={<Button onClick={() => rest.onShowText(problem?.line ?? 1)}>Edit as text</Button>}
      >
        {problem ? `Line ${problem.line}: ${problem.message}.` : 'It is not a policy yet.'} Nothing of it is lost.
      </EmptyState>
    );
  }
  return (
    <FormProvider state={{ ...rest, source }}>
      <div className="mx-auto max-w-4xl space-y-8 p-4 pb-24 sm:p-6">
        <DocumentFields />
        <ItemList list="rules" title="Rules" noun="rule" create={newRule} Card={RuleCard}>
          The most severe effect wins, so their order never matters.
        </ItemList>
        <ItemList list="pathZones" title="Path zones" noun="path zone" create={newZone} Card={ZoneCard}>
          Where paths in arguments may lead. Anything else is denied.
        </ItemList>
        <ItemList
          list="exceptions"
          title="Exceptions"
          noun="exception"
          create={(id) => newException(id, editor)}
          Card={ExceptionCard}
        >
          Narrow, named and ending.
        </ItemList>
      </div>
    </FormProvider>
  );
}

interface ItemListProps {
  readonly list: 'rules' | 'pathZones' | 'exceptions';
  readonly title: string;
  readonly noun: string;
  readonly create: (id: string) => Readonly<Record<string, unknown>>;
  readonly Card: typeof RuleCard;
  readonly children: ReactNode;
}

function ItemList({ list, title, noun, create, Card, children }: ItemListProps) {
  const { source, edit, isReadOnly } = usePolicyForm();
  const value = valueAt(source.value, [list]);
  const [open, setOpen] = useState<number | null>(null);
  if (value !== undefined && value !== null && !Array.isArray(value)) return <KeptAsText path={[list]} label={title} />;
  const ids = idsOf(value);
  if (ids.length === 0 && isReadOnly) return null;
  const add = () => {
    const id = freeId(value, `new-${noun.replace(' ', '-')}`);
    edit({ kind: 'insert', path: [list], index: ids.length, value: create(id) });
    setOpen(ids.length);
  };
  const openById = (id: string | null, index: number) => {
    const at = id === null ? null : ids.indexOf(id);
    setOpen(at === -1 ? index + 1 : at);
  };
  return (
    <section aria-label={title} className="space-y-2">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <div className="min-w-0 flex-1">
          <h2 className="font-semibold text-sm">
            {title} {ids.length > 0 && <span className="numeric font-normal text-ink-faint">{ids.length}</span>}
          </h2>
          <p className="text-ink-faint text-xs">{children}</p>
        </div>
        {!isReadOnly && (
          <Button size="sm" onClick={add}>
            <Plus aria-hidden />
            Add {noun}
          </Button>
        )}
      </header>
      {ids.map((id, index) => (
        <Card
          // biome-ignore lint/suspicious/noArrayIndexKey: ids change while they are typed; the place is what an edit speaks of
          key={index}
          index={index}
          count={ids.length}
          isOpen={open === index}
          onOpen={(wanted) =>
            wanted === id || wanted === null ? setOpen(wanted === null ? null : index) : openById(wanted, index)
          }
        />
      ))}
      <p role="status" className="sr-only">
        {plural(ids.length, noun)}
      </p>
    </section>
  );
}
