'use client';

import { SelectField, TextField } from './fields';
import { usePolicyForm } from './form-context';
import { OtherKeys } from './kept-as-text';
import { LOWER_LEVEL_OPTIONS } from './labels';

const DOCUMENT_KEYS = [
  'version',
  'name',
  'description',
  'appliesTo',
  'lowerLevels',
  'rules',
  'pathZones',
  'exceptions',
  'tests',
];

/** What is said about the policy as a whole. */
export function DocumentFields() {
  const { vocabulary } = usePolicyForm();
  return (
    <section aria-label="Policy" className="grid gap-4 rounded-lg border border-line bg-surface p-4 sm:grid-cols-2">
      <TextField path={['name']} label="Name" isRequired maxLength={120} />
      <TextField path={['description']} label="Description" maxLength={1000} placeholder="What it is for" />
      <TextField
        path={['appliesTo', 'group']}
        label="Group"
        suggestions={vocabulary.groups}
        placeholder="The whole organisation"
        hint="With a group, its rules speak of members of that group only."
      />
      <SelectField
        path={['lowerLevels']}
        label="Policies of groups"
        options={LOWER_LEVEL_OPTIONS}
        noneLabel="This policy has no say"
        hint="Whether they may allow what this level does not."
      />
      <OtherKeys path={[]} known={DOCUMENT_KEYS} />
      <OtherKeys path={['appliesTo']} known={['group']} />
    </section>
  );
}
