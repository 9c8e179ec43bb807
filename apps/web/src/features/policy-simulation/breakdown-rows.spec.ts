import { describe, expect, it } from 'vitest';
import type { SimulationReport } from '../../lib/api/analysis-types';
import { changeRowsOf } from './breakdown-rows';

const figures = (changed: number, newlyAllowed: number) => ({ calls: 50, changed, newlyAllowed, newlyDenied: 0 });

const report = {
  principals: [
    { id: 'mem_a', kind: 'user', name: 'Ada', groups: ['engineering', 'security'], ...figures(9, 0) },
    { id: 'mem_b', kind: 'user', name: 'Bo', groups: [], ...figures(2, 2) },
    { id: 'mem_c', kind: 'user', name: 'Cy', groups: [], ...figures(0, 0) },
  ],
  servers: [{ server: 'files', ...figures(1, 0) }],
  targets: [
    { server: 'files', method: 'tools/list', target: { kind: 'none', name: '' }, ...figures(1, 0) },
    { server: 'files', method: 'tools/call', target: { kind: 'tool', name: 'read' }, ...figures(3, 0) },
  ],
} as unknown as SimulationReport;

describe('changeRowsOf', () => {
  it('puts whoever gains access first and leaves out whom nothing changes for', () => {
    expect(changeRowsOf(report, 'people').map(({ name }) => name)).toEqual(['Bo', 'Ada']);
    expect(changeRowsOf(report, 'people')[1]?.detail).toBe('engineering, security');
  });

  it('names a target by its tool, and a message without one by its method', () => {
    expect(changeRowsOf(report, 'tools').map(({ name }) => name)).toEqual(['files/read', 'files/tools/list']);
  });
});
