import { findingSchema } from '@sallyport/contracts';
import { describe, expect, it } from 'vitest';
import { DETECTORS } from './detectors/index.js';
import { BEHAVIOUR_KINDS } from './flow/findings-of.js';
import { OTHER_DETECTORS } from './other-detectors.js';
import { REGISTERED_SECRET_ID } from './registered/registered-secrets.js';

describe('detectors that are not run on texts', () => {
  it('are all in the list, each once and under no id of another', () => {
    const ids = OTHER_DETECTORS.map(({ id }) => id);
    const wanted = [...Object.values(BEHAVIOUR_KINDS).map(({ id }) => id), REGISTERED_SECRET_ID];
    expect(ids).toEqual(expect.arrayContaining([...wanted, 'opinion.model', 'opinion.judge', 'opinion.missing']));
    expect(new Set(ids).size).toBe(ids.length);
    expect(DETECTORS.filter(({ id }) => ids.includes(id))).toEqual([]);
  });

  it('tell what a finding needs, why it matters and what to do', () => {
    for (const { id, category, severity, title, why, fix, frameworks, surfaces } of OTHER_DETECTORS) {
      const place = { confidence: 1, pointer: '', start: 0, end: 0, view: 'raw', evidence: '' };
      const finding = { detector: id, category, severity, title, frameworks: [...frameworks], ...place };
      expect(() => findingSchema.parse(finding), id).not.toThrow();
      for (const sentence of [why, fix]) expect(sentence, id).toMatch(/^[A-Z].{15,}[.]$/s);
      expect(frameworks.length, id).toBeGreaterThan(0);
      expect(surfaces.length, id).toBeGreaterThan(0);
    }
  });
});
