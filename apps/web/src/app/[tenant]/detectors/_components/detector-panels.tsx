import Link from 'next/link';
import type { ReactNode } from 'react';
import { CodeText } from '@/components/code-text';
import { RelativeTime } from '@/components/time';
import { Badge } from '@/components/ui/badge';
import { Panel, PanelHeader } from '@/components/ui/panel';
import { describeRate, frameworkName, MODE_LABEL, MODE_MEANING, SURFACE_LABEL } from '@/features/detectors';
import { useOrg } from '@/features/session';
import type { Detector } from '@/lib/api/detector-types';
import { formatCount, plural } from '@/lib/format';
import { paths } from '@/lib/paths';

/** Bundles may leave it out. */
const UNSAID = 'Nobody has said yet.';

/** What a detector means, how good it is and what it saw. */
export function DetectorPanels({ detector }: { detector: Detector }) {
  return (
    <>
      <Panel>
        <Fact name="Why it matters">
          <CodeText text={detector.why || UNSAID} />
        </Fact>
        <Fact name="What to do">
          <CodeText text={detector.fix || UNSAID} />
        </Fact>
        <Fact name="Looks at">{surfacesOf(detector)}</Fact>
        <Mode detector={detector} />
        {detector.frameworks.length > 0 && <Frameworks ids={detector.frameworks} />}
      </Panel>
      <Seen detector={detector} />
      {detector.measured && <Measured measured={detector.measured} />}
    </>
  );
}

/** How one that is in force does; what it is stands beside it, in the fields it is written in. */
export function InForcePanels({ detector }: { detector: Detector }) {
  return (
    <>
      <Panel>
        <Mode detector={detector} />
      </Panel>
      <Seen detector={detector} />
    </>
  );
}

/** "What clients send, what servers answer". */
const surfacesOf = ({ surfaces }: Detector): string => {
  const text = surfaces.map((surface) => SURFACE_LABEL[surface].toLowerCase()).join(', ');
  return text.charAt(0).toUpperCase() + text.slice(1);
};

function Mode({ detector: { mode, modeSet } }: { detector: Detector }) {
  return (
    <Fact name="Mode">
      {MODE_LABEL[mode]}. {MODE_MEANING[mode]}
      {modeSet && (
        <span className="block text-ink-muted">
          {modeSet.by}, <RelativeTime at={modeSet.at} />: {modeSet.reason}
        </span>
      )}
    </Fact>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <dl className="grid gap-x-4 gap-y-0.5 border-line border-b px-4 py-2.5 text-sm last:border-b-0 sm:grid-cols-[9rem_1fr]">
      <dt className="text-ink-faint">{name}</dt>
      <dd className="text-pretty">{children}</dd>
    </dl>
  );
}

function Frameworks({ ids }: { ids: readonly string[] }) {
  return (
    <Fact name="Frameworks">
      <ul className="space-y-1">
        {ids.map((id) => (
          <li key={id} className="flex flex-wrap items-center gap-2">
            <Badge tone="outline" className="font-mono">
              {id.split(':').at(-1)}
            </Badge>
            <span className="text-ink-muted">{frameworkName(id)}</span>
          </li>
        ))}
      </ul>
    </Fact>
  );
}

function Seen({ detector: { seen } }: { detector: Detector }) {
  const { org } = useOrg();
  return (
    <Panel>
      <PanelHeader title="In your calls" detail="Last 7 days" />
      <p className="px-4 py-3 text-sm">
        {seen.calls === 0 ? (
          <span className="text-ink-muted">It found nothing.</span>
        ) : (
          <>
            It found something in {plural(seen.calls, 'call')}
            {seen.calls === 1
              ? seen.denied === 1 && ', which was denied'
              : `; ${formatCount(seen.denied)} of them ${seen.denied === 1 ? 'was' : 'were'} denied`}
            .
            {seen.lastCallId && seen.lastAt && (
              <>
                {' '}
                <Link href={paths.call(org.slug, seen.lastCallId)} className="text-accent underline underline-offset-2">
                  The latest
                </Link>{' '}
                was <RelativeTime at={seen.lastAt} />.
              </>
            )}
          </>
        )}
      </p>
    </Panel>
  );
}

function Measured({ measured }: { measured: NonNullable<Detector['measured']> }) {
  return (
    <Panel>
      <PanelHeader title="On test data" detail="Texts it was not made from" />
      <Fact name="Right when it speaks">{describeRate(measured.truePositives)}</Fact>
      <Fact name="Harmless, flagged">{describeRate(measured.falsePositives)}</Fact>
    </Panel>
  );
}
