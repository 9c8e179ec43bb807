import { FindingCard } from './finding-card';
import type { NumberedFinding } from './finding-location';

export function FindingList({ findings }: { findings: readonly NumberedFinding[] }) {
  return (
    <div className="divide-y divide-line">
      {findings.map((numbered) => (
        <FindingCard key={numbered.number} numbered={numbered} />
      ))}
    </div>
  );
}
