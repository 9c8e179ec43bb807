import { KeyRound } from 'lucide-react';
import Link from 'next/link';
import { buttonStyle } from '@/components/ui/button';
import { Panel, PanelHeader } from '@/components/ui/panel';
import type { CallDetail } from '@/lib/api/types';
import { formatBytes, plural } from '@/lib/format';
import { paths } from '@/lib/paths';
import { ResetBehaviour } from '../behaviour';
import {
  argumentMarks,
  FindingList,
  findingAnchor,
  findingsOf,
  type NumberedFinding,
  numberFindings,
} from '../findings';
import { JsonView } from '../json';
import { CallFacts } from './call-facts';
import { CallPath } from './call-path';
import { CallTimeline } from './call-timeline';
import { RuleList } from './rule-list';
import { decidingRule, rulesOf, verdictSentence } from './verdict';
import { VerdictBadge } from './verdict-badge';

/** One call in full: what happened, why, on what evidence. */
export function CallDetailView({ org, call }: { org: string; call: CallDetail }) {
  const findings = numberFindings(findingsOf(call));
  const rules = rulesOf(call);
  return (
    <div className="space-y-4">
      <div className="space-y-2">
        <VerdictBadge effect={call.effect} />
        <p className="text-pretty font-medium text-lg" data-testid="verdict">
          {verdictSentence(call)}
        </p>
        {call.effect === 'deny' && call.principal && (
          <Link href={paths.requestAccess(org, call.id)} className={buttonStyle({ size: 'sm' })}>
            <KeyRound aria-hidden />
            Request access
          </Link>
        )}
      </div>
      <CallPath org={org} call={call} />
      {findings.length > 0 && <FindingsPanel call={call} findings={findings} />}
      <Panel>
        <PanelHeader title="Rules" detail={rules.length > 0 ? 'that took part in the decision' : 'none took part'} />
        {rules.length > 0 && <RuleList org={org} rules={rules} deciding={decidingRule(call)} />}
      </Panel>
      <ArgumentsPanel call={call} findings={findings} />
      <Panel>
        <PanelHeader title="Timeline" />
        <CallTimeline call={call} />
      </Panel>
      <Panel>
        <PanelHeader title="Evidence" />
        <CallFacts call={call} />
      </Panel>
    </div>
  );
}

function FindingsPanel({ call, findings }: { call: CallDetail; findings: readonly NumberedFinding[] }) {
  const isOfBehaviour = findings.some(({ finding }) => /^(?:flow|behaviour)\./.test(finding.detector));
  return (
    <Panel>
      <PanelHeader title="Findings" detail={plural(findings.length, 'finding')} />
      <FindingList findings={findings} />
      {isOfBehaviour && call.principal && (
        <div className="flex flex-wrap items-center justify-between gap-2 border-line border-t px-4 py-3">
          <p className="text-ink-muted text-xs">
            This follows from earlier calls. If they were meant, gateways can forget them.
          </p>
          <ResetBehaviour principal={call.principal} client={(call.client?.name ?? '').slice(0, 64)} />
        </div>
      )}
    </Panel>
  );
}

function ArgumentsPanel({ call, findings }: { call: CallDetail; findings: readonly NumberedFinding[] }) {
  const isKept = call.arguments !== null && call.arguments !== undefined;
  return (
    <Panel>
      <PanelHeader
        title="Arguments"
        detail={`${formatBytes(call.argumentsBytes)}${isKept ? ', secrets and personal data masked' : ''}`}
      />
      {isKept ? (
        <JsonView
          label="Arguments"
          value={call.arguments}
          marks={argumentMarks(findings)}
          markHref={(number) => `#${findingAnchor(number)}`}
          className="max-h-96"
        />
      ) : (
        <p className="px-4 py-3 text-ink-muted text-sm">
          {call.argumentsTruncated
            ? 'Larger than what is kept; the digest below still identifies them.'
            : 'Nothing was sent, or your organisation does not keep arguments.'}
        </p>
      )}
    </Panel>
  );
}
