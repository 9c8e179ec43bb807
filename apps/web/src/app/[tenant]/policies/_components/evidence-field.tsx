'use client';

import { useQuery } from '@tanstack/react-query';
import { Field, NativeSelect } from '@/components/ui/field';
import { useOrg } from '@/features/session';
import { policySimulationsQuery } from '@/lib/api/queries';
import { formatCount } from '@/lib/format';
import { digestOfText } from '../digest-of-text';

interface EvidenceFieldProps {
  readonly text: string;
  readonly policyId: string | null;
  readonly value: string;
  readonly onChange: (simulationId: string) => void;
}

/** The simulations of this very text; the chosen one is stored with the version. */
export function EvidenceField({ text, policyId, value, onChange }: EvidenceFieldProps) {
  const { org } = useOrg();
  const simulations = useQuery(policySimulationsQuery(org.slug, policyId)).data?.items ?? [];
  const digest = useQuery({ queryKey: ['digest', text], queryFn: () => digestOfText(text) }).data;
  const fitting = simulations.filter(({ state, textDigest }) => state === 'done' && textDigest === digest);
  return (
    <Field
      label="Evidence"
      optional
      hint={
        fitting.length === 0
          ? 'No simulation of this very text. Simulate it first to see what it does to your own traffic.'
          : 'The report is stored with the version.'
      }
    >
      {(ids) => (
        <NativeSelect
          {...ids}
          value={value}
          disabled={fitting.length === 0}
          onChange={(event) => onChange(event.target.value)}
        >
          <option value="">None</option>
          {fitting.map(({ id, createdAt, counts }) => (
            <option key={id} value={id}>
              Simulation of {createdAt.slice(0, 16).replace('T', ' ')} UTC
              {counts && `: ${formatCount(counts.changed)} of ${formatCount(counts.decidable)} calls change`}
            </option>
          ))}
        </NativeSelect>
      )}
    </Field>
  );
}
