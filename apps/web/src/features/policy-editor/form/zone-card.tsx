'use client';

import { isPlainMap, type Path, valueAt } from '../model/source';
import { SelectField, TextField } from './fields';
import { usePolicyForm } from './form-context';
import { ItemCard } from './item-card';
import { OtherKeys } from './kept-as-text';
import { MODE_OPTIONS } from './labels';
import { PrincipalFields } from './match-fields';
import { checkId } from './rule-card';
import { Wide } from './sections';
import { WordsField } from './words-field';

interface CardProps {
  readonly index: number;
  readonly count: number;
  readonly isOpen: boolean;
  readonly onOpen: (id: string | null) => void;
}

const ZONES: Path = ['pathZones'];
const ZONE_KEYS = ['id', 'description', 'message', 'match', 'inside', 'readOnly', 'except', 'mode'];

/** Where paths in arguments may lead. */
export function ZoneCard({ index, count, isOpen, onOpen }: CardProps) {
  const { source, diagnostics, vocabulary } = usePolicyForm();
  const path = [...ZONES, index];
  const zone = valueAt(source.value, path);
  const { id, inside, description } = isPlainMap(zone) ? zone : {};
  const name = typeof id === 'string' ? id : '';
  const summary =
    typeof description === 'string' ? description : `Inside ${Array.isArray(inside) ? inside.join(', ') : '…'}`;
  return (
    <ItemCard
      list={ZONES}
      index={index}
      count={count}
      noun="zone"
      id={name}
      summary={summary}
      diagnostics={diagnostics.filter(({ ruleId }) => name !== '' && ruleId === name)}
      isOpen={isOpen}
      onOpen={onOpen}
    >
      <div className="grid gap-4 border-line border-t p-4 sm:grid-cols-2">
        <TextField path={[...path, 'id']} label="Id" isCode isRequired check={checkId} maxLength={64} />
        <SelectField path={[...path, 'mode']} label="Mode" options={MODE_OPTIONS} noneLabel="Enforce (as usual)" />
        <TextField path={[...path, 'description']} label="Description" maxLength={500} />
        <TextField path={[...path, 'message']} label="Message to the denied person" maxLength={300} />
        <Wide>
          <WordsField
            path={[...path, 'inside']}
            label="Paths lead inside"
            isRequired
            placeholder="~/work"
            hint="Absolute, or below the home directory."
          />
        </Wide>
        <WordsField path={[...path, 'readOnly']} label="Only to be read" placeholder="None" />
        <WordsField path={[...path, 'except']} label="Never to be touched" placeholder="None" />
        <WordsField
          path={[...path, 'match', 'servers']}
          label="Servers"
          options={vocabulary.servers}
          placeholder="Any server"
        />
        <WordsField
          path={[...path, 'match', 'tools']}
          label="Tools"
          options={vocabulary.tools}
          placeholder="Any tool"
        />
        <PrincipalFields path={[...path, 'match', 'principals']} />
        <WordsField path={[...path, 'match', 'clients']} label="Clients" placeholder="Any client" />
        <OtherKeys path={[...path, 'match']} known={['servers', 'tools', 'principals', 'clients']} />
        <OtherKeys path={path} known={ZONE_KEYS} />
      </div>
    </ItemCard>
  );
}

export const newZone = (id: string) => ({ id, inside: ['~/work'], mode: 'observe' });
