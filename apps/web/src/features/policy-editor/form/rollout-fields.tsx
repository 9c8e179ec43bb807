'use client';

import { Plus, Trash2 } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { type Path, valueAt } from '../model/source';
import { CheckField, NumberField, SelectField } from './fields';
import { usePolicyForm } from './form-context';
import { KeptAsText } from './kept-as-text';
import { MODE_OPTIONS, SHORT_MODE_OPTIONS } from './labels';
import { MomentField } from './moment-field';
import { Fold, Wide } from './sections';
import { WordsField } from './words-field';

/** For whom a rule acts, notes or warns, and until when. */
export function RolloutFields({ path }: { path: Path }) {
  const rule = Object(valueAt(usePolicyForm().source.value, path));
  const isUsed = rule.mode !== undefined || rule.rollout !== undefined || rule.expires !== undefined;
  return (
    <Fold title="Mode and roll-out" summary={summaryOf(rule)} startsOpen={isUsed}>
      <SelectField path={[...path, 'mode']} label="Mode" options={MODE_OPTIONS} noneLabel="Enforce (as usual)" />
      <MomentField path={[...path, 'expires']} label="Ends" hint="From then on the rule is not there." />
      <Wide>
        <StagesField path={[...path, 'rollout']} />
      </Wide>
      <Wide>
        <CheckField
          path={[...path, 'overridable']}
          label="Lower levels may make exceptions from it"
          hint="Otherwise exceptions from this rule are made at this level only."
        />
      </Wide>
    </Fold>
  );
}

const summaryOf = (rule: { mode?: unknown; rollout?: unknown; expires?: unknown }): string =>
  [
    typeof rule.mode === 'string' ? rule.mode : 'enforce',
    Array.isArray(rule.rollout) ? `${rule.rollout.length === 1 ? '1 stage' : `${rule.rollout.length} stages`}` : '',
    typeof rule.expires === 'string' ? 'ends' : '',
  ]
    .filter((part) => part !== '')
    .join(' · ');

function StagesField({ path }: { path: Path }) {
  const { source, edit, isReadOnly } = usePolicyForm();
  const value = valueAt(source.value, path);
  if (value !== undefined && !Array.isArray(value)) return <KeptAsText path={path} label="Stages" />;
  const stages: readonly unknown[] = value ?? [];
  const add = () => edit({ kind: 'insert', path, index: stages.length, value: { percent: 10, mode: 'warn' } });
  return (
    <fieldset className="space-y-2">
      <legend className="font-medium text-sm">Stages</legend>
      <p className="text-ink-faint text-xs">
        The first stage that takes in the caller gives the mode; everybody else gets the mode above. A share always
        takes in the same people.
      </p>
      {stages.map((_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: stages have no names; their place is what an edit speaks of
        <StageRow key={index} path={path} index={index} isLast={stages.length === 1} />
      ))}
      {!isReadOnly && (
        <Button size="sm" onClick={add}>
          <Plus aria-hidden />
          Add a stage
        </Button>
      )}
    </fieldset>
  );
}

function StageRow({ path, index, isLast }: { path: Path; index: number; isLast: boolean }) {
  const { edit, set, vocabulary, isReadOnly } = usePolicyForm();
  const at = [...path, index];
  const remove = () => (isLast ? set(path, undefined) : edit({ kind: 'remove', path, index }));
  return (
    <div className="grid gap-3 rounded-md border border-line p-3 sm:grid-cols-3">
      <NumberField path={[...at, 'percent']} label="Share of people" min={0} max={100} suffix="%" placeholder="None" />
      <WordsField path={[...at, 'groups']} label="Groups" options={vocabulary.groups} placeholder="None" />
      <SelectField path={[...at, 'mode']} label="Mode for them" options={SHORT_MODE_OPTIONS} />
      {!isReadOnly && (
        <Button size="sm" variant="ghost" className="justify-self-start" onClick={remove}>
          <Trash2 aria-hidden />
          Remove stage {index + 1}
        </Button>
      )}
    </div>
  );
}
