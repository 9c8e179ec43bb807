import type { SimulationReport } from '../../lib/api/analysis-types';

export const BREAKDOWNS = ['people', 'servers', 'tools', 'rules'] as const;
export type Breakdown = (typeof BREAKDOWNS)[number];

export const BREAKDOWN_LABEL: Readonly<Record<Breakdown, string>> = {
  people: 'Callers',
  servers: 'Servers',
  tools: 'Tools',
  rules: 'Rules',
};

export interface ChangeRow {
  readonly key: string;
  readonly name: string;
  readonly detail: string;
  readonly calls: number;
  readonly changed: number;
  readonly newlyAllowed: number;
  readonly newlyDenied: number;
}

type Changes = Pick<ChangeRow, 'calls' | 'changed' | 'newlyAllowed' | 'newlyDenied'>;

const figures = ({ calls, changed, newlyAllowed, newlyDenied }: Changes): Changes => ({
  calls,
  changed,
  newlyAllowed,
  newlyDenied,
});

/** Rows of a breakdown by caller, server or tool, most newly allowed calls first, then most changed. */
export const changeRowsOf = (report: SimulationReport, by: Exclude<Breakdown, 'rules'>): ChangeRow[] =>
  rowsOf(report, by)
    .filter(({ changed }) => changed > 0)
    .toSorted((a, b) => b.newlyAllowed - a.newlyAllowed || b.changed - a.changed);

const rowsOf = (report: SimulationReport, by: Exclude<Breakdown, 'rules'>): ChangeRow[] => {
  switch (by) {
    case 'people':
      return report.principals.map((row) => ({
        key: row.id,
        name: row.name,
        detail: row.groups.join(', '),
        ...figures(row),
      }));
    case 'servers':
      return report.servers.map((row) => ({ key: row.server, name: row.server, detail: '', ...figures(row) }));
    case 'tools':
      return report.targets.map((row) => ({
        key: `${row.server} ${row.method} ${row.target.name}`,
        name: `${row.server}/${row.target.kind === 'none' ? row.method : row.target.name}`,
        detail: row.method === 'tools/call' ? '' : row.method,
        ...figures(row),
      }));
  }
};
