import { expect, it } from 'vitest';
import { describeRate, frameworkName, shortRate } from './detector-text';

it('tells a rate with the interval it lies in', () => {
  expect(describeRate({ hits: 109, of: 112, low: 0.924, high: 0.991 })).toBe('97.3 %, between 92.4 % and 99.1 %');
  expect(shortRate({ hits: 3, of: 935, low: 0.001, high: 0.009 })).toBe('0.32 %');
  expect(shortRate({ hits: 0, of: 935, low: 0, high: 0.004 })).toBe('0.0 %');
});

it('does not make a rate out of nothing', () => {
  expect(describeRate({ hits: 0, of: 0, low: 0, high: 1 })).toBe('not measured');
  expect(shortRate({ hits: 0, of: 0, low: 0, high: 1 })).toBe('–');
});

it('spells frameworks out', () => {
  expect(frameworkName('OWASP-MCP-2025:MCP06')).toBe('OWASP MCP Top 10, 2025');
  expect(frameworkName('ATLAS:AML.T0051')).toBe('MITRE ATLAS');
  expect(frameworkName('HOUSE:1')).toBe('HOUSE:1');
});
