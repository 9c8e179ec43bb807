'use client';

import { Plus, Trash2 } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { isPlainMap, type Path, valueAt } from '../model/source';
import { ChoicesField, DurationField, NumberField, SelectField, TextField } from './fields';
import { usePolicyForm } from './form-context';
import { KeptAsText, OtherKeys } from './kept-as-text';
import { CAPTURE_OPTIONS, LIMIT_KEY_OPTIONS, LIMIT_UNIT_OPTIONS, SEVERITY_OPTIONS } from './labels';
import { Fold, Wide } from './sections';
import { WordsField } from './words-field';

const KEYS = ['alert', 'capture', 'label', 'limits', 'stepUp'];

/** What has to happen besides the effect. */
export function ObligationFields({ path }: { path: Path }) {
  const value = valueAt(usePolicyForm().source.value, path);
  if (value !== undefined && !isPlainMap(value)) {
    return (
      <div className="p-4">
        <KeptAsText path={path} label="Besides" />
      </div>
    );
  }
  return (
    <Fold
      title="Besides"
      summary={value ? Object.keys(value).join(', ') : 'Alerts, evidence, labels, limits, fresh sign-in'}
      startsOpen={value !== undefined}
    >
      <SelectField
        path={[...path, 'alert']}
        label="Alert the security team"
        options={SEVERITY_OPTIONS}
        noneLabel="No"
      />
      <SelectField
        path={[...path, 'capture']}
        label="Keep as evidence"
        options={CAPTURE_OPTIONS}
        noneLabel="Nothing more"
      />
      <WordsField path={[...path, 'label']} label="Label the call" placeholder="None" />
      <DurationField
        path={[...path, 'stepUp', 'maxAge']}
        label="Signed in at most this long ago"
        placeholder="Any time"
        hint="Otherwise the person signs in again."
      />
      <Wide>
        <LimitsField path={[...path, 'limits']} />
      </Wide>
      <OtherKeys path={path} known={KEYS} />
    </Fold>
  );
}

function LimitsField({ path }: { path: Path }) {
  const { source, edit, isReadOnly } = usePolicyForm();
  const value = valueAt(source.value, path);
  if (value !== undefined && !Array.isArray(value)) return <KeptAsText path={path} label="Limits" />;
  const limits: readonly unknown[] = value ?? [];
  const add = () =>
    edit({ kind: 'insert', path, index: limits.length, value: { max: 100, every: '1h', per: ['principal'] } });
  return (
    <fieldset className="space-y-2">
      <legend className="font-medium text-sm">Limits and budgets</legend>
      {limits.map((_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: limits have no names; their place is what an edit speaks of
        <LimitRow key={index} path={path} index={index} isLast={limits.length === 1} />
      ))}
      {!isReadOnly && (
        <Button size="sm" onClick={add}>
          <Plus aria-hidden />
          Add a limit
        </Button>
      )}
    </fieldset>
  );
}

function LimitRow({ path, index, isLast }: { path: Path; index: number; isLast: boolean }) {
  const { edit, set, source, isReadOnly } = usePolicyForm();
  const at = [...path, index];
  const unit = valueAt(source.value, [...at, 'of']);
  const remove = () => (isLast ? set(path, undefined) : edit({ kind: 'remove', path, index }));
  return (
    <div className="grid gap-3 rounded-md border border-line p-3 sm:grid-cols-3">
      <NumberField path={[...at, 'max']} label="At most" min={1} max={1_000_000_000_000} />
      <SelectField path={[...at, 'of']} label="Of" options={LIMIT_UNIT_OPTIONS} noneLabel="Requests (as usual)" />
      <DurationField path={[...at, 'every']} label="In every" isRequired />
      <div className="sm:col-span-2">
        <ChoicesField path={[...at, 'per']} label="Counted apart for each" options={LIMIT_KEY_OPTIONS} />
      </div>
      {(unit === 'rows' || unit === 'cost') && (
        <TextField path={[...at, 'at']} label="Found at" placeholder="/rows" isCode hint="JSON pointer." />
      )}
      {!isReadOnly && (
        <Button size="sm" variant="ghost" className="justify-self-start" onClick={remove}>
          <Trash2 aria-hidden />
          Remove limit {index + 1}
        </Button>
      )}
    </div>
  );
}
