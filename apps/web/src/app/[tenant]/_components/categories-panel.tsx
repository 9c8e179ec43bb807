import { ScanSearch } from 'lucide-react';
import Link from 'next/link';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel, PanelHeader } from '@/components/ui/panel';
import type { Overview } from '@/lib/api/types';
import { formatCount, plural, toLabel } from '@/lib/format';
import { paths } from '@/lib/paths';
import type { OverviewWindow } from '../filters.schema';

interface CategoriesPanelProps {
  readonly org: string;
  readonly overview: Overview;
  readonly window: OverviewWindow;
}

export function CategoriesPanel({ org, overview: { findingCategories, totals }, window }: CategoriesPanelProps) {
  const highest = Math.max(...findingCategories.map(({ count }) => count), 1);
  return (
    <Panel>
      <PanelHeader title="Findings" detail={`${plural(totals.findings, 'finding')}; calls by category`} />
      {findingCategories.length === 0 ? (
        <EmptyState icon={ScanSearch} title="Nothing was found">
          Arguments, results and definitions were inspected and looked ordinary.
        </EmptyState>
      ) : (
        <ul className="py-2">
          {findingCategories.map(({ category, count }) => (
            <li key={category}>
              <Link
                href={paths.calls(org, { category, range: window })}
                className="grid grid-cols-[9rem_1fr_3rem] items-center gap-3 px-4 py-1.5 text-sm hover:bg-raised"
              >
                <span className="truncate">{toLabel(category)}</span>
                <span aria-hidden className="h-1.5 rounded-sm bg-raised">
                  <span
                    className="block h-full rounded-sm bg-high-fill"
                    style={{ width: `${(count / highest) * 100}%` }}
                  />
                </span>
                <span className="numeric text-right font-medium">{formatCount(count)}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
