'use client';

import { Badge } from '@/components/ui/badge';
import { isPlainMap, type Path, valueAt } from '../model/source';
import { TextField } from './fields';
import { usePolicyForm } from './form-context';
import { ItemCard } from './item-card';
import { OtherKeys } from './kept-as-text';
import { PrincipalFields } from './match-fields';
import { MomentField } from './moment-field';
import { idsOf } from './names';
import { checkId } from './rule-card';

interface CardProps {
  readonly index: number;
  readonly count: number;
  readonly isOpen: boolean;
  readonly onOpen: (id: string | null) => void;
}

const EXCEPTIONS: Path = ['exceptions'];
const KEYS = ['id', 'server', 'tool', 'detector', 'argument', 'rule', 'principals', 'expires', 'grantedBy', 'reason'];

/** A narrow, named, ending exception. */
export function ExceptionCard({ index, count, isOpen, onOpen }: CardProps) {
  const { source, diagnostics, vocabulary } = usePolicyForm();
  const path = [...EXCEPTIONS, index];
  const value = valueAt(source.value, path);
  const exception = isPlainMap(value) ? value : {};
  const name = typeof exception.id === 'string' ? exception.id : '';
  const from = exception.rule ?? exception.detector ?? '…';
  const isOver = typeof exception.expires === 'string' && Date.parse(exception.expires) <= Date.now();
  return (
    <ItemCard
      list={EXCEPTIONS}
      index={index}
      count={count}
      noun="exception"
      id={name}
      summary={`${String(exception.tool ?? '…')} on ${String(exception.server ?? '…')}, from ${String(from)}: ${String(exception.reason ?? '')}`}
      badges={isOver && <Badge tone="hold">Over</Badge>}
      diagnostics={diagnostics.filter(({ ruleId }) => name !== '' && ruleId === name)}
      isOpen={isOpen}
      onOpen={onOpen}
    >
      <div className="grid gap-4 border-line border-t p-4 sm:grid-cols-2">
        <TextField path={[...path, 'id']} label="Id" isCode isRequired check={checkId} maxLength={64} />
        <MomentField path={[...path, 'expires']} label="Ends" isRequired />
        <TextField path={[...path, 'server']} label="Server" isCode isRequired suggestions={vocabulary.servers} />
        <TextField path={[...path, 'tool']} label="Tool" isCode isRequired suggestions={vocabulary.tools} />
        <TextField
          path={[...path, 'rule']}
          label="From this rule"
          isCode
          suggestions={idsOf(valueAt(source.value, ['rules']))}
          hint="Either a rule, or a detector at an argument."
        />
        <div className="grid grid-cols-2 gap-4">
          <TextField path={[...path, 'detector']} label="Or from this detector" isCode placeholder="path.traversal" />
          <TextField path={[...path, 'argument']} label="At this argument" isCode placeholder="/path" />
        </div>
        <TextField
          path={[...path, 'grantedBy']}
          label="Granted by"
          isRequired
          suggestions={vocabulary.users}
          maxLength={120}
        />
        <TextField path={[...path, 'reason']} label="Reason" isRequired maxLength={500} />
        <PrincipalFields path={[...path, 'principals']} />
        <OtherKeys path={path} known={KEYS} />
      </div>
    </ItemCard>
  );
}

const WEEK_MS = 7 * 86_400_000;

/** An exception to begin with: of nothing yet, and for a week. */
export const newException = (id: string, grantedBy: string) => ({
  id,
  server: '',
  tool: '',
  rule: '',
  expires: new Date(Date.now() + WEEK_MS).toISOString().replace(/\.\d+Z$/, 'Z'),
  grantedBy,
  reason: '',
});
