'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { ListFilter, useListFilter } from '@/components/list-filter';
import { Badge } from '@/components/ui/badge';
import { NativeSelect } from '@/components/ui/field';
import { Panel, PanelHeader } from '@/components/ui/panel';
import { MODE_LABEL, ModeDialog, ORIGIN_LABEL } from '@/features/detectors';
import { useListKeys } from '@/features/keyboard';
import { useOrg } from '@/features/session';
import { PageBody } from '@/features/shell';
import { customDetectorsQuery, detectorsQuery } from '@/lib/api/detector-queries';
import type { CustomDetectorView, Detector } from '@/lib/api/detector-types';
import { plural, toLabel } from '@/lib/format';
import { paths } from '@/lib/paths';
import { DetectorTable } from './detector-table';

interface CatalogueViewProps {
  readonly initial: { readonly items: Detector[] };
  readonly initialCustom: { readonly items: CustomDetectorView[] };
}

/** Every detector there is for the organisation: drafts of its own first, because nothing has them yet, then what found the most. */
export function CatalogueView({ initial, initialCustom }: CatalogueViewProps) {
  const { org } = useOrg();
  const { data } = useQuery({ ...detectorsQuery(org.slug), initialData: initial });
  const { data: custom } = useQuery({ ...customDetectorsQuery(org.slug), initialData: initialCustom });
  const [narrowed, setNarrowed] = useState<Narrowed>({ category: '', mode: '', origin: '' });
  const { shown, filter } = useListFilter(
    data.items.filter((detector) => isWanted(detector, narrowed)).toSorted((a, b) => b.seen.calls - a.seen.calls),
    ({ id, title, category }) => `${id} ${title} ${category}`,
  );
  const [changing, setChanging] = useState<Detector | null>(null);
  useListKeys();
  return (
    <PageBody>
      <Drafts drafts={custom.items.filter(({ state }) => state === 'draft')} />
      <div className="grid grid-cols-2 gap-2 sm:flex sm:flex-wrap sm:items-center">
        <ListFilter label="Filter detectors" {...filter} />
        <Narrow detectors={data.items} narrowed={narrowed} onNarrow={setNarrowed} />
        <p className="max-sm:col-span-2 sm:ml-auto text-ink-faint text-xs" role="status">
          {plural(shown.length, 'detector')}
        </p>
      </div>
      <DetectorTable org={org.slug} detectors={shown} onChange={setChanging} />
      {changing && <ModeDialog detector={changing} onClose={() => setChanging(null)} />}
    </PageBody>
  );
}

interface Narrowed {
  readonly category: string;
  readonly mode: string;
  readonly origin: string;
}

const isWanted = ({ category, mode, origin }: Detector, wanted: Narrowed): boolean =>
  (wanted.category === '' || category === wanted.category) &&
  (wanted.mode === '' || mode === wanted.mode) &&
  (wanted.origin === '' || origin === wanted.origin);

interface NarrowProps {
  readonly detectors: readonly Detector[];
  readonly narrowed: Narrowed;
  readonly onNarrow: (narrowed: Narrowed) => void;
}

function Narrow({ detectors, narrowed, onNarrow }: NarrowProps) {
  const categories = [...new Set(detectors.map(({ category }) => category))].sort();
  const choices: readonly (readonly [keyof Narrowed, string, string, readonly (readonly [string, string])[]])[] = [
    ['category', 'Category', 'Any category', categories.map((category) => [category, toLabel(category)])],
    ['mode', 'Mode', 'Any mode', Object.entries(MODE_LABEL)],
    ['origin', 'Origin', 'Any origin', Object.entries(ORIGIN_LABEL)],
  ];
  return choices.map(([name, label, any, options]) => (
    <NativeSelect
      key={name}
      className="sm:w-40"
      aria-label={label}
      value={narrowed[name]}
      onChange={(event) => onNarrow({ ...narrowed, [name]: event.target.value })}
    >
      <option value="">{any}</option>
      {options.map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </NativeSelect>
  ));
}

function Drafts({ drafts }: { drafts: readonly CustomDetectorView[] }) {
  const { org } = useOrg();
  if (drafts.length === 0) return null;
  return (
    <Panel>
      <PanelHeader title="Drafts" detail="Detectors of your own that no gateway has yet." />
      <ul className="divide-y divide-line">
        {drafts.map(({ definition, changedBy }) => (
          <li key={definition.id} className="flex flex-wrap items-center gap-x-3 px-4 py-2.5 text-sm">
            <Link
              href={paths.detector(org.slug, definition.id)}
              data-list-item
              className="min-w-0 font-medium hover:underline"
            >
              {definition.title}
            </Link>
            <code className="font-mono text-ink-faint text-xs">{definition.id}</code>
            <Badge className="ml-auto">Draft by {changedBy}</Badge>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
