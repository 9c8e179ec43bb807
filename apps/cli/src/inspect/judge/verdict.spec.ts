import { type Finding, SEVERITIES } from '@sallyport/contracts';
import { describe, expect, it } from 'vitest';
import { judgementOf, reaches } from './verdict.js';

const finding = (severity: Finding['severity'], confidence: number): Finding => ({
  detector: 'injection.override',
  category: 'prompt_injection',
  severity,
  confidence,
  pointer: '',
  start: 0,
  end: 1,
  view: 'raw',
  evidence: 'x',
  title: 'x',
  frameworks: [],
});

const scoreOf = (severity: Finding['severity'], confidence: number, background = 0): number =>
  judgementOf([], [finding(severity, confidence)], background).score;

describe('the verdict', () => {
  it('is what policy denies, else what is worth a look', () => {
    expect(judgementOf(['allow'], []).verdict).toBe('allow');
    expect(judgementOf(['allow'], [finding('low', 1)]).verdict).toBe('allow');
    expect(judgementOf(['allow'], [finding('high', 0.49)]).verdict).toBe('allow');
    expect(judgementOf(['allow'], [finding('medium', 0.5)]).verdict).toBe('flag');
    expect(judgementOf(['redact'], []).verdict).toBe('flag');
    expect(judgementOf(['allow', 'deny'], []).verdict).toBe('block');
  });
});

describe('the score', () => {
  it('grows with confidence and with severity', () => {
    for (const severity of SEVERITIES) {
      const scores = [0.1, 0.3, 0.5, 0.7, 0.9, 1].map((confidence) => scoreOf(severity, confidence));
      expect(scores).toEqual([...scores].sort((a, b) => a - b));
      expect(new Set(scores).size).toBe(scores.length);
    }
    const scores = SEVERITIES.map((severity) => scoreOf(severity, 0.8));
    expect(scores).toEqual([...scores].sort((a, b) => a - b));
  });

  it('is one half or more exactly where there is something to flag', () => {
    expect(scoreOf('medium', 0.5)).toBeGreaterThanOrEqual(0.5);
    expect(scoreOf('critical', 0.49)).toBeLessThan(0.5);
    expect(scoreOf('low', 1)).toBeLessThan(0.5);
    expect(judgementOf([], [], 1).score).toBeLessThan(0.5);
  });

  it('grows with every detector that agrees, and not with what one finds twice or what is not grave', () => {
    const other = { ...finding('medium', 0.7), detector: 'intent.result' };
    const alone = judgementOf([], [finding('medium', 0.7)]).score;
    expect(judgementOf([], [finding('medium', 0.7), other]).score).toBeGreaterThan(alone);
    expect(judgementOf([], [finding('medium', 0.7), finding('medium', 0.6)]).score).toBe(alone);
    expect(judgementOf([], [finding('medium', 0.7), { ...other, severity: 'low' }]).score).toBe(alone);
  });

  it('ranks by the classifier what no detector speaks of', () => {
    expect(judgementOf([], [], 0.7).score).toBeGreaterThan(judgementOf([], [], 0.2).score);
  });
});

it('counts a finding for the exit code from a severity on, unless it is doubtful', () => {
  expect(reaches(finding('high', 0.9), 'high')).toBe(true);
  expect(reaches(finding('critical', 0.9), 'high')).toBe(true);
  expect(reaches(finding('medium', 0.9), 'high')).toBe(false);
  expect(reaches(finding('high', 0.3), 'high')).toBe(false);
});
