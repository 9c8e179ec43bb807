'use client';

import { Bot, User } from 'lucide-react';
import Link from 'next/link';
import { Deadline, RelativeTime } from '@/components/time';
import { Badge } from '@/components/ui/badge';
import { Panel } from '@/components/ui/panel';
import type { AccessRequest } from '@/lib/api/analysis-types';
import { paths } from '@/lib/paths';
import { useOrg, usePermission } from '../session';
import { DecideRequest } from './decide-request';
import { daysLabel, STATE_LABEL, STATE_TONE } from './request-text';

/** One request: who wants what and why; for analysts, the change that would do it. */
export function RequestCard({ request }: { request: AccessRequest }) {
  const { org } = useOrg();
  const seesCalls = usePermission('call:read');
  const mayDecide = usePermission('policy:publish');
  const { principal, requestedBy, requestedAt, reason, server, target, state, days, callId, summary } = request;
  const Icon = principal.kind === 'user' ? User : Bot;
  return (
    <Panel>
      <div className="space-y-2 p-4">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Badge tone={STATE_TONE[state]}>{STATE_LABEL[state]}</Badge>
          <span className="inline-flex items-center gap-1.5 font-medium text-sm">
            <Icon className="size-3.5 text-ink-faint" aria-hidden />
            {principal.name}
          </span>
          <span className="wrap-anywhere font-mono text-xs">
            <span className="text-ink-faint">{server.slug}/</span>
            {target.name}
          </span>
          {seesCalls && (
            <Link
              href={paths.call(org.slug, callId)}
              prefetch={false}
              className="ml-auto text-accent text-xs hover:underline"
            >
              The denied call
            </Link>
          )}
        </div>
        <blockquote className="wrap-anywhere border-line-strong border-l-2 pl-3 text-sm">{reason}</blockquote>
        <p className="text-ink-faint text-xs">
          Asked by {requestedBy.name} <RelativeTime at={requestedAt} />, for {daysLabel(days)}
        </p>
        {state !== 'open' && <Outcome request={request} />}
      </div>
      {state === 'open' && mayDecide && <DecideRequest request={request} />}
      {state === 'open' && !mayDecide && seesCalls && (
        <p className="border-line border-t px-4 py-2.5 text-ink-muted text-xs">{summary}</p>
      )}
    </Panel>
  );
}

function Outcome({ request }: { request: AccessRequest }) {
  const { org } = useOrg();
  const readsPolicies = usePermission('policy:read');
  const { state, decidedBy, decidedAt, answer, expires, policyId, version, draftId, summary } = request;
  return (
    <div className="space-y-1 text-sm">
      <p>
        {state === 'granted' && 'Granted'}
        {state === 'refused' && 'Refused'}
        {state === 'in_review' && 'Granted, once a second person has reviewed it,'}
        {decidedBy && ` by ${decidedBy}`} {decidedAt && <RelativeTime at={decidedAt} />}
        {expires && state !== 'refused' && (
          <>
            , ends <Deadline at={expires} />
          </>
        )}
        .
      </p>
      {answer && <p className="wrap-anywhere text-ink-muted">“{answer}”</p>}
      {state !== 'refused' && readsPolicies && (
        <p className="text-ink-muted text-xs">
          {summary}{' '}
          {draftId && state === 'in_review' && (
            <Link href={paths.policyDraft(org.slug, draftId)} className="text-accent underline underline-offset-2">
              The draft
            </Link>
          )}
          {policyId && version !== null && (
            <Link
              href={paths.policyVersion(org.slug, policyId, version)}
              className="text-accent underline underline-offset-2"
            >
              Version {version}
            </Link>
          )}
        </p>
      )}
    </div>
  );
}
