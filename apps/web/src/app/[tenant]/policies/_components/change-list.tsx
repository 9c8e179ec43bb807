import { Badge, type Tone } from '@/components/ui/badge';
import { type EntryChange, listChanges, summarizeMatch } from '@/features/policy-editor';
import { toLabel } from '@/lib/format';

const KIND: Readonly<Record<EntryChange['kind'], readonly [string, Tone]>> = {
  added: ['Added', 'allow'],
  removed: ['Removed', 'deny'],
  changed: ['Changed', 'hold'],
};
const NOUN: Readonly<Record<EntryChange['list'], string>> = {
  rules: 'rule',
  pathZones: 'path zone',
  exceptions: 'exception',
};

/** Which rules, zones and exceptions a text changes, in words. */
export function ChangeList({ before, after }: { before: string; after: string }) {
  const changes = listChanges(before, after);
  if (changes.length === 0) {
    return (
      <p className="rounded-lg border border-line px-3 py-2 text-ink-muted text-sm">
        No rule, zone or exception changes its meaning.
      </p>
    );
  }
  return (
    <ul aria-label="Changes" className="divide-y divide-line rounded-lg border border-line">
      {changes.map((change) => (
        <ChangeRow key={`${change.list} ${change.id}`} change={change} />
      ))}
    </ul>
  );
}

function ChangeRow({ change: { kind, list, id, entry, keys } }: { change: EntryChange }) {
  const [label, tone] = KIND[kind];
  return (
    <li className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5 px-3 py-2 text-sm">
      <Badge tone={tone}>{label}</Badge>
      <span className="text-ink-muted">{NOUN[list]}</span>
      <code className="font-mono text-xs">{id}</code>
      {typeof entry.effect === 'string' && <span className="text-ink-faint text-xs">{entry.effect}</span>}
      <span className="min-w-0 basis-full truncate text-ink-muted text-xs">
        {keys.length > 0 ? keys.map(toLabel).join(', ') : list === 'rules' ? summarizeMatch(entry) : ''}
      </span>
    </li>
  );
}
