'use client';

import Link from 'next/link';
import { useState } from 'react';
import { RelativeTime } from '@/components/time';
import { Button } from '@/components/ui/button';
import { Panel, PanelHeader } from '@/components/ui/panel';
import type { SimulationSample } from '@/lib/api/analysis-types';
import { cn } from '@/lib/cn';
import { paths } from '@/lib/paths';
import { useOrg } from '../session';
import { CallTarget } from './call-target';
import { EffectChange } from './effect-change';
import { isNewlyAllowed, reasonOf } from './report-text';

const SHOWN_FIRST = 8;

/** Calls that would be decided otherwise, each with the reason before and after. */
export function SamplesPanel({ samples }: { samples: readonly SimulationSample[] }) {
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? samples : samples.slice(0, SHOWN_FIRST);
  return (
    <Panel>
      <PanelHeader title="Samples" detail="the same call, decided now and with this text" level={3} />
      <ul className="divide-y divide-line">
        {shown.map((sample) => (
          <SampleRow key={`${sample.callId} ${sample.after.effect}`} sample={sample} />
        ))}
      </ul>
      {shown.length < samples.length && (
        <div className="border-line border-t p-2 text-center">
          <Button variant="ghost" size="sm" onClick={() => setIsWhole(true)}>
            Show all {samples.length}
          </Button>
        </div>
      )}
    </Panel>
  );
}

function SampleRow({ sample }: { sample: SimulationSample }) {
  const { org } = useOrg();
  const { before, after } = sample;
  const opens = isNewlyAllowed({ before: before.effect, after: after.effect });
  return (
    <li className={cn('space-y-1.5 px-4 py-2.5', opens && 'bg-deny-wash')}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <EffectChange before={before.effect} after={after.effect} />
        <Link
          href={paths.call(org.slug, sample.callId)}
          prefetch={false}
          className="flex min-w-0 flex-1 basis-48 hover:underline"
        >
          <CallTarget server={sample.server} method={sample.method} target={sample.target} />
        </Link>
        <span className="text-ink-muted text-xs">
          {sample.principal.name}, <RelativeTime at={sample.at} />
        </span>
      </div>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 text-xs">
        <dt className="text-ink-muted">Now</dt>
        <dd className="wrap-anywhere">{reasonOf(before)}</dd>
        <dt className="text-ink-muted">Then</dt>
        <dd className="wrap-anywhere">
          {reasonOf(after)}
          {after.message && <span className="text-ink-muted"> “{after.message}”</span>}
        </dd>
      </dl>
    </li>
  );
}
