import Link from 'next/link';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { MODE_LABEL, MODE_TONE, ORIGIN_LABEL, shortRate } from '@/features/detectors';
import { SeverityBadge } from '@/features/findings';
import { usePermission } from '@/features/session';
import type { Detector } from '@/lib/api/detector-types';
import { formatCount, toLabel } from '@/lib/format';
import { paths } from '@/lib/paths';

/** A rate is shown once there is one. */
const areMeasured = (detectors: readonly Detector[]): boolean => detectors.some(({ measured }) => measured !== null);

const HEAD = 'px-4 py-2 text-left font-medium whitespace-nowrap';
const CELL = 'px-4 py-2.5 align-middle';

interface DetectorTableProps {
  readonly org: string;
  readonly detectors: readonly Detector[];
  readonly onChange: (detector: Detector) => void;
}

export function DetectorTable({ org, detectors, onChange }: DetectorTableProps) {
  if (detectors.length === 0) return <p className="py-8 text-center text-ink-muted text-sm">No detector matches.</p>;
  const isRateShown = areMeasured(detectors);
  return (
    <Panel className="overflow-x-auto">
      <table className="w-full text-sm">
        <thead className="border-line border-b text-ink-faint text-xs">
          <tr>
            <th scope="col" className={HEAD}>
              Looks for
            </th>
            <th scope="col" className={`${HEAD} hidden md:table-cell`}>
              Severity
            </th>
            {isRateShown && (
              <th scope="col" className={`${HEAD} hidden text-right lg:table-cell`}>
                Wrong on test data
              </th>
            )}
            <th scope="col" className={`${HEAD} hidden text-right sm:table-cell`}>
              Calls, 7 days
            </th>
            <th scope="col" className={HEAD}>
              Mode
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {detectors.map((detector) => (
            <DetectorRow
              key={detector.id}
              org={org}
              detector={detector}
              isRateShown={isRateShown}
              onChange={onChange}
            />
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

interface DetectorRowProps extends Omit<DetectorTableProps, 'detectors'> {
  readonly detector: Detector;
  readonly isRateShown: boolean;
}

function DetectorRow({ org, detector, isRateShown, onChange }: DetectorRowProps) {
  const { id, title, category, origin, severity, measured, seen, mode } = detector;
  const mayChange = usePermission('detector:write');
  return (
    <tr className="hover:bg-raised">
      <td className={`${CELL} min-w-0`}>
        <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
          <Link href={paths.detector(org, id)} data-list-item className="font-medium hover:underline">
            {title}
          </Link>
          {origin !== 'shipped' && <Badge tone="accent">{ORIGIN_LABEL[origin]}</Badge>}
        </span>
        <p className="text-ink-faint text-xs">
          <code className="wrap-anywhere font-mono">{id}</code> · {toLabel(category)}
        </p>
      </td>
      <td className={`${CELL} hidden md:table-cell`}>
        <SeverityBadge severity={severity} />
      </td>
      {isRateShown && (
        <td className={`${CELL} numeric hidden text-right text-ink-muted lg:table-cell`}>
          {measured ? shortRate(measured.falsePositives) : <span className="text-ink-faint">–</span>}
        </td>
      )}
      <td className={`${CELL} numeric hidden text-right sm:table-cell`}>
        {seen.calls === 0 ? (
          <span className="text-ink-faint">0</span>
        ) : (
          <Link href={paths.detector(org, id)} prefetch={false} className="hover:underline">
            {formatCount(seen.calls)}
          </Link>
        )}
      </td>
      <td className={`${CELL} w-px whitespace-nowrap`}>
        <span className="flex flex-col items-start gap-1 sm:flex-row sm:items-center sm:gap-2">
          <Badge tone={MODE_TONE[mode]}>{MODE_LABEL[mode]}</Badge>
          {mayChange && (
            <Button
              size="sm"
              variant="ghost"
              className="max-sm:-ml-2"
              aria-label={`Change mode of ${title}`}
              onClick={() => onChange(detector)}
            >
              Change
            </Button>
          )}
        </span>
      </td>
    </tr>
  );
}
