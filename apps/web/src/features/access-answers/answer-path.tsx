import Link from 'next/link';
import { Badge } from '@/components/ui/badge';
import type { AccessAnswer } from '@/lib/api/analysis-types';
import { paths } from '@/lib/paths';
import { useOrg } from '../session';
import { approvalText, explain } from './answer-text';

type Explained = Pick<
  AccessAnswer,
  'effect' | 'certain' | 'reasons' | 'rules' | 'observed' | 'path' | 'approval' | 'message' | 'exceptions'
>;

/** By which rule and which path an answer comes about, what else it asks for, and what watches. */
export function AnswerPath({ answer }: { answer: Explained }) {
  const { org } = useOrg();
  const [deciding] = answer.rules;
  return (
    <div className="min-w-0 space-y-1 text-xs">
      <p className="wrap-anywhere text-ink-muted">
        {deciding?.policyId.startsWith('pol_') ? (
          <Link
            href={paths.policy(org.slug, deciding.policyId, { version: deciding.policyVersion, line: deciding.line })}
            className="hover:text-ink hover:underline"
          >
            {explain(answer)}
          </Link>
        ) : (
          explain(answer)
        )}
      </p>
      {answer.approval && <p className="text-hold">{approvalText(answer.approval)}</p>}
      {answer.message && <p className="text-ink-muted">“{answer.message}”</p>}
      {(answer.observed.length > 0 || answer.exceptions.length > 0) && (
        <p className="flex flex-wrap gap-1">
          {answer.exceptions.map((id) => (
            <Badge key={id} tone="hold">
              Exception {id}
            </Badge>
          ))}
          {answer.observed.map(({ policyId, ruleId, mode }) => (
            <Badge key={`${policyId} ${ruleId}`} tone="outline">
              {mode === 'warn' ? 'Warns' : 'Observed by'} {ruleId}
            </Badge>
          ))}
        </p>
      )}
    </div>
  );
}
