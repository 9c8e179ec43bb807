import { afterEach, describe, expect, it, vi } from 'vitest';
import { fromLocalInput, toLocalInput, zoneName } from './local-moment';

afterEach(() => void vi.unstubAllEnvs());

describe('moments in the reader’s time zone', () => {
  it('come back as the same moment, with the offset that holds then', () => {
    vi.stubEnv('TZ', 'Europe/Berlin');
    expect(fromLocalInput('2027-01-31T18:00')).toBe('2027-01-31T18:00:00+01:00');
    expect(fromLocalInput('2027-07-31T18:00')).toBe('2027-07-31T18:00:00+02:00');
    expect(toLocalInput('2027-07-31T16:00:00Z')).toBe('2027-07-31T18:00');
    expect(zoneName()).toContain('Europe/Berlin');
  });

  it('are written with Z where that is the zone', () => {
    vi.stubEnv('TZ', 'UTC');
    expect(fromLocalInput('2027-01-31T18:00')).toBe('2027-01-31T18:00:00Z');
  });

  it('are not guessed from a text without an offset', () => {
    expect(toLocalInput('2027-01-31T18:00:00')).toBeNull();
    expect(toLocalInput('soon')).toBeNull();
    expect(fromLocalInput('')).toBeNull();
  });
});
