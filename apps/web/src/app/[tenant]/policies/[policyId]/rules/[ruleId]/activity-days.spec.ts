import { describe, expect, it } from 'vitest';
import { activityDays, callsByMode } from './activity-days';

describe('activityDays', () => {
  it('has a bar for every day, those without calls too, and adds up modes', () => {
    const days = activityDays({
      from: '2026-11-19T14:00:00.000Z',
      to: '2026-11-21T14:00:00.000Z',
      series: [
        { day: '2026-11-19', mode: 'warn', calls: 3 },
        { day: '2026-11-21', mode: 'warn', calls: 1 },
        { day: '2026-11-21', mode: 'enforce', calls: 2 },
      ],
    });
    expect(days.map(({ day, calls }) => `${day} ${calls}`)).toEqual(['2026-11-19 3', '2026-11-20 0', '2026-11-21 3']);
    expect(days[2]?.byMode).toEqual({ enforce: 2, warn: 1, observe: 0 });
  });
});

describe('callsByMode', () => {
  it('adds up effects of a mode and leaves out modes without calls', () => {
    const byMode = [
      { mode: 'warn', effect: 'deny', calls: 2 },
      { mode: 'warn', effect: 'approve', calls: 1 },
      { mode: 'observe', effect: 'deny', calls: 0 },
    ] as const;
    expect(callsByMode({ byMode: [...byMode] })).toEqual([{ mode: 'warn', calls: 3 }]);
  });
});
