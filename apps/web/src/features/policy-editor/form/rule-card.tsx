'use client';

import { Badge, type Tone } from '@/components/ui/badge';
import type { Diagnostic } from '@/lib/api/types';
import { isPlainMap, type Path, valueAt } from '../model/source';
import { ConditionField } from './condition-field';
import { EffectFields } from './effect-fields';
import { SelectField, TextField } from './fields';
import { usePolicyForm } from './form-context';
import { ItemCard } from './item-card';
import { OtherKeys } from './kept-as-text';
import { EFFECT_OPTIONS } from './labels';
import { MatchFields } from './match-fields';
import { ObligationFields } from './obligation-fields';
import { RolloutFields } from './rollout-fields';
import { summarizeMatch } from './rule-summary';
import { Wide } from './sections';

const EFFECT_TONE: Readonly<Record<string, Tone>> = { allow: 'allow', redact: 'redact', approve: 'hold', deny: 'deny' };

const RULE_KEYS = [
  'id',
  'description',
  'message',
  'match',
  'when',
  'effect',
  'redact',
  'approvers',
  'obligations',
  'mode',
  'rollout',
  'expires',
  'overridable',
];

interface CardProps {
  readonly index: number;
  readonly count: number;
  readonly isOpen: boolean;
  readonly onOpen: (id: string | null) => void;
}

const RULES: Path = ['rules'];
const RULE_ID = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;
export const checkId = (id: string): string | undefined =>
  RULE_ID.test(id) ? undefined : 'Lower-case letters, digits and inner hyphens.';

export function RuleCard({ index, count, isOpen, onOpen }: CardProps) {
  const { source, diagnostics } = usePolicyForm();
  const path = [...RULES, index];
  const rule = valueAt(source.value, path);
  const id = isPlainMap(rule) && typeof rule.id === 'string' ? rule.id : '';
  return (
    <ItemCard
      list={RULES}
      index={index}
      count={count}
      noun="rule"
      id={id}
      summary={summarizeMatch(rule)}
      badges={<RuleBadges rule={rule} />}
      diagnostics={problemsOf(diagnostics, id)}
      isOpen={isOpen}
      onOpen={onOpen}
    >
      <RuleFields path={path} />
    </ItemCard>
  );
}

const problemsOf = (diagnostics: readonly Diagnostic[], id: string): readonly Diagnostic[] =>
  id === '' ? [] : diagnostics.filter(({ ruleId }) => ruleId === id);

function RuleBadges({ rule }: { rule: unknown }) {
  const { effect, mode, rollout, expires } = isPlainMap(rule) ? rule : {};
  const name = typeof effect === 'string' ? effect : '';
  return (
    <>
      <Badge tone={EFFECT_TONE[name] ?? 'high'}>
        {EFFECT_OPTIONS.find(({ value }) => value === name)?.label ?? (name || 'No effect')}
      </Badge>
      {typeof mode === 'string' && mode !== 'enforce' && <Badge tone="outline">{mode}</Badge>}
      {Array.isArray(rollout) && <Badge tone="outline">staged</Badge>}
      {typeof expires === 'string' && <Badge tone="outline">ends</Badge>}
    </>
  );
}

function RuleFields({ path }: { path: Path }) {
  return (
    <>
      <div className="grid gap-4 border-line border-t px-4 py-4 sm:grid-cols-2">
        <TextField
          path={[...path, 'id']}
          label="Id"
          isCode
          isRequired
          maxLength={64}
          check={checkId}
          hint="Shown with every decision."
        />
        <SelectField path={[...path, 'effect']} label="Effect" options={EFFECT_OPTIONS} />
        <TextField
          path={[...path, 'description']}
          label="Description"
          maxLength={500}
          placeholder="Why the rule exists"
        />
        <TextField
          path={[...path, 'message']}
          label="Message to the denied person"
          maxLength={300}
          placeholder="One sentence"
        />
        <Wide>
          <ConditionField path={[...path, 'when']} />
        </Wide>
        <OtherKeys path={path} known={RULE_KEYS} />
      </div>
      <EffectFields path={path} />
      <MatchFields path={[...path, 'match']} />
      <ObligationFields path={[...path, 'obligations']} />
      <RolloutFields path={path} />
    </>
  );
}

/** A rule to begin with: it only observes, until somebody has said what it speaks of. */
export const newRule = (id: string) => ({ id, match: { tools: ['*'] }, effect: 'deny', mode: 'observe' });
