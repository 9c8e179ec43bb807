'use client';

import { type Path, valueAt } from '../model/source';
import { ChoicesField, DurationField, NumberField, SelectField } from './fields';
import { usePolicyForm } from './form-context';
import { OtherKeys } from './kept-as-text';
import { CATEGORY_OPTIONS, REDACTION_OPTIONS } from './labels';
import { Fold, Wide } from './sections';
import { WordsField } from './words-field';

/** What belongs to the effect: what is redacted, or who approves. Also shown where the text has it and the effect does not use it. */
export function EffectFields({ path }: { path: Path }) {
  const rule = valueAt(usePolicyForm().source.value, path);
  const { effect, redact, approvers } = Object(rule);
  return (
    <>
      {(effect === 'redact' || redact !== undefined) && <RedactFields path={[...path, 'redact']} />}
      {(effect === 'approve' || approvers !== undefined) && <ApproverFields path={[...path, 'approvers']} />}
    </>
  );
}

function RedactFields({ path }: { path: Path }) {
  return (
    <Fold title="What is redacted" startsOpen>
      <Wide>
        <ChoicesField path={[...path, 'categories']} label="Findings of these kinds" options={CATEGORY_OPTIONS} />
      </Wide>
      <SelectField
        path={[...path, 'how']}
        label="Replaced by"
        options={REDACTION_OPTIONS}
        noneLabel="A placeholder (as usual)"
      />
      <OtherKeys path={path} known={['categories', 'how']} />
    </Fold>
  );
}

function ApproverFields({ path }: { path: Path }) {
  const { vocabulary } = usePolicyForm();
  return (
    <Fold title="Who approves" startsOpen>
      <WordsField
        path={[...path, 'groups']}
        label="Groups who approve"
        options={vocabulary.groups}
        placeholder="Any of these"
      />
      <WordsField
        path={[...path, 'users']}
        label="People who approve"
        options={vocabulary.users}
        placeholder="Any of these"
      />
      <NumberField path={[...path, 'count']} label="How many have to" min={1} max={5} placeholder="1" />
      <DurationField path={[...path, 'expires']} label="The call waits" placeholder="30m" hint="Then it is denied." />
      <DurationField
        path={[...path, 'reuse']}
        label="The grant holds for"
        placeholder="This call only"
        hint="Further calls with the same arguments."
      />
      <OtherKeys path={path} known={['groups', 'users', 'count', 'expires', 'reuse']} />
    </Fold>
  );
}
