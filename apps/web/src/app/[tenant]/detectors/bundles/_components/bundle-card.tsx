'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { ProblemNotice } from '@/components/problem-notice';
import { Deadline, RelativeTime } from '@/components/time';
import { Badge, type Tone } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Textarea } from '@/components/ui/field';
import { Panel, PanelHeader } from '@/components/ui/panel';
import { useAnnounce } from '@/components/ui/toast';
import { useOrg, usePermission } from '@/features/session';
import { browserApi } from '@/lib/api/browser';
import { detectorBundlesQuery } from '@/lib/api/detector-queries';
import type { DetectorBundle } from '@/lib/api/detector-types';
import { toProblem, unwrap } from '@/lib/api/problem';
import { formatCount, formatPercent, plural } from '@/lib/format';
import { paths } from '@/lib/paths';

type Action = 'advance' | 'roll_back' | 'resume';

const STATE: Readonly<Record<DetectorBundle['state'], readonly [string, Tone]>> = {
  rolling: ['Rolling out', 'accent'],
  active: ['For everybody', 'allow'],
  rolled_back: ['Taken back', 'deny'],
  replaced: ['Replaced', 'neutral'],
};

const ACTION: Readonly<Record<Action, readonly [label: string, title: string, done: string]>> = {
  advance: ['Next stage now', 'Go on to the next stage?', 'It goes on'],
  roll_back: ['Take back', 'Take it back for everybody?', 'Taken back'],
  resume: ['Begin again', 'Begin again with the first stage?', 'It begins again'],
};

export function BundleCard({ bundle }: { bundle: DetectorBundle }) {
  const { org } = useOrg();
  const [label, tone] = STATE[bundle.state];
  const mayChange = usePermission('detector:write');
  return (
    <Panel>
      <PanelHeader
        title={`${bundle.name} ${bundle.version}`}
        detail={
          <>
            Imported by {bundle.importedBy}, <RelativeTime at={bundle.importedAt} />
          </>
        }
        actions={<Badge tone={tone}>{label}</Badge>}
      />
      <div className="space-y-3 p-4 text-sm">
        {bundle.notes && <p className="text-pretty text-ink-muted">{bundle.notes}</p>}
        {bundle.state === 'rolling' && <Progress bundle={bundle} />}
        {bundle.rolledBack && (
          <p className="rounded-md bg-deny-wash px-3 py-2 text-deny">
            {bundle.rolledBack.reason} Taken back by {bundle.rolledBack.by ?? 'itself'},{' '}
            <RelativeTime at={bundle.rolledBack.at} />.
          </p>
        )}
        <details>
          <summary className="cursor-pointer text-ink-muted">{plural(bundle.detectors.length, 'detector')}</summary>
          <ul className="mt-1.5 space-y-1 pl-4">
            {bundle.detectors.map(({ id, title }) => (
              <li key={id}>
                {bundle.state === 'rolling' || bundle.state === 'active' ? (
                  <Link href={paths.detector(org.slug, id)} className="hover:underline">
                    {title}
                  </Link>
                ) : (
                  title
                )}{' '}
                <code className="font-mono text-ink-faint text-xs">{id}</code>
              </li>
            ))}
          </ul>
        </details>
        {mayChange && <Actions bundle={bundle} />}
      </div>
    </Panel>
  );
}

function Progress({ bundle }: { bundle: DetectorBundle }) {
  const { stages, stage, percent, watched, flaggedShareMax, nextStageAt } = bundle;
  const isLast = stage + 1 >= stages.length;
  return (
    <div className="space-y-2">
      <ol className="flex gap-1" aria-label={`Stage ${stage + 1} of ${stages.length}`}>
        {stages.map((each, index) => (
          <li
            key={each.percent}
            className={`flex-1 border-t-2 pt-1 text-xs ${index <= stage ? 'border-accent text-ink' : 'border-line text-ink-faint'}`}
          >
            {each.percent} %
          </li>
        ))}
      </ol>
      <p className="text-ink-muted">
        For {percent} % of people and agents. Since this stage began it flagged {formatCount(watched.flagged)} of{' '}
        {plural(watched.calls, 'call')}
        {watched.calls > 0 && ` (${formatPercent(watched.flagged, watched.calls)})`}; it is taken back when that is
        surely more than {Number((flaggedShareMax * 100).toFixed(2))}
        {'\u00a0%'}.
        {nextStageAt && (
          <>
            {' '}
            {isLast ? 'The watch ends' : 'The next stage begins'} <Deadline at={nextStageAt} />.
          </>
        )}
      </p>
    </div>
  );
}

const actionsFor = ({ state, stage, stages }: DetectorBundle): readonly Action[] => {
  if (state === 'rolling') return stage + 1 < stages.length ? ['advance', 'roll_back'] : ['roll_back'];
  if (state === 'active') return ['roll_back'];
  return state === 'rolled_back' ? ['resume'] : [];
};

function Actions({ bundle }: { bundle: DetectorBundle }) {
  const [action, setAction] = useState<Action | null>(null);
  const actions = actionsFor(bundle);
  if (actions.length === 0) return null;
  return (
    <div className="flex flex-wrap gap-2">
      {actions.map((each) => (
        <Button key={each} size="sm" onClick={() => setAction(each)}>
          {ACTION[each][0]}
        </Button>
      ))}
      {action && <ActionDialog bundle={bundle} action={action} onClose={() => setAction(null)} />}
    </div>
  );
}

interface ActionDialogProps {
  readonly bundle: DetectorBundle;
  readonly action: Action;
  readonly onClose: () => void;
}

function ActionDialog({ bundle, action, onClose }: ActionDialogProps) {
  const [reason, setReason] = useState('');
  const act = useAct(bundle, action, onClose);
  const [label, title] = ACTION[action];
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant={action === 'roll_back' ? 'danger' : 'primary'}
            busy={act.isPending}
            disabled={reason.trim().length < 3}
            onClick={() => act.mutate(reason.trim())}
          >
            {label}
          </Button>
        </>
      }
    >
      <div className="space-y-3">
        {act.error && <ProblemNotice problem={toProblem(act.error)} />}
        <Field label="Why">
          {(ids) => (
            <Textarea {...ids} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
          )}
        </Field>
      </div>
    </Dialog>
  );
}

const useAct = ({ name, version }: DetectorBundle, action: Action, onDone: () => void) => {
  const { org } = useOrg();
  const queries = useQueryClient();
  const announce = useAnnounce();
  return useMutation({
    mutationFn: (reason: string) =>
      unwrap(
        browserApi.PATCH('/v1/orgs/{org}/detector-bundles/{name}', {
          params: { path: { org: org.slug, name } },
          body: { version, action, reason },
        }),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: detectorBundlesQuery(org.slug).queryKey });
      announce(ACTION[action][2], 'Gateways know within seconds.');
      onDone();
    },
  });
};
