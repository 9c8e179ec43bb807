import { describe, expect, it } from 'vitest';
import { createNameCatalogue } from './catalogue.js';
import { inspectName, type NameTechnique } from './inspect-name.js';

const GENUINE = [
  '@modelcontextprotocol/server-filesystem',
  'mcp-server-filesystem',
  'mcp-server-git',
  'mcp-server-kubernetes',
  'acme/mcp-server-weather',
  'github.com/brightwater/tidegauge',
  'requests',
  'beautifulsoup4',
  'js-sha3',
  'mysql-import',
  'notion-search',
  'sqlite-vault',
];
const catalogue = createNameCatalogue(GENUINE);

const LOOK_ALIKES: readonly (readonly [string, NameTechnique])[] = [
  ['mcp-server-filesysterm', 'edit'],
  ['mcp-server-filesytem', 'edit'],
  ['mcp-server-file-system', 'separator'],
  ['filesystem-mcp-server', 'affix'],
  ['mcp-server-f1lesystem', 'confusable'],
  ['mcp-server-filesyst\u0435m', 'confusable'],
  ['\uff4dcp-server-git', 'confusable'],
  ['mcp-server-\u200bgit', 'confusable'],
  ['@modelcontextprotoco1/server-filesystem', 'owner'],
  ['@modelcontextprotocoI/server-filesystem', 'owner'],
  ['@modelcontextprotocols/server-filesystem', 'owner'],
  ['acmee/mcp-server-weather', 'owner'],
  ['mcp-sever-kubernetes', 'edit'],
  ['mpc-server-kubernetes', 'edit'],
  ['mcp-server-kubernets', 'edit'],
  ['mcp-server-gti', 'edit'],
  ['mcp-server-gitt', 'edit'],
  ['reqeusts', 'edit'],
  ['requestss', 'edit'],
  ['rwquests', 'edit'],
  ['reque5ts', 'confusable'],
  ['beautifulsop', 'edit'],
  ['beautifulsoup-extra', 'addition'],
  ['requests-lite', 'addition'],
  ['requests.js', 'affix'],
  ['jssha3', 'separator'],
  ['js-sah3', 'edit'],
  ['import-mysql', 'word-order'],
  ['search-notion', 'word-order'],
  ['github.com/shadowtide/tidegauge', 'owner'],
  ['--save-dev', 'option'],
];

const HONEST = [
  ...GENUINE,
  'MCP-Server-Git',
  'mcp-server-gitlab',
  'mcp-server-postgres',
  'dana/mcp-server-weather',
  'io.github.dana/filesystem-mcp',
  'mcp-server-got',
  'mcp-weather-station',
  'quests',
  'tidetables',
  '天気-mcp',
  'm',
  '',
];

describe('names of servers and packages', () => {
  for (const [name, technique] of LOOK_ALIKES) {
    it(`tells that ${JSON.stringify(name)} imitates a genuine name`, () => {
      const verdict = inspectName(name, catalogue);
      expect([verdict.verdict, verdict.technique]).toEqual(['look_alike', technique]);
      expect(verdict.confidence).toBeGreaterThanOrEqual(0.5);
    });
  }

  for (const name of HONEST) {
    it(`lets pass ${JSON.stringify(name)}`, () => {
      expect(inspectName(name, catalogue).verdict).not.toBe('look_alike');
    });
  }

  it('says which name is imitated, and knows well-known ones without a catalogue', () => {
    expect(inspectName('mcp-server-filesytem').target).toContain('filesystem');
    expect(inspectName('axois').target).toBe('axios');
    expect(inspectName('@modelcontextprotocol/server-filesystem').verdict).toBe('genuine');
  });

  it('answers within a millisecond or so among 10,000 names, whatever it is asked', () => {
    const many = createNameCatalogue(
      Array.from({ length: 10_000 }, (_, i) => `mcp-server-${(i * 7919).toString(36)}-${i}`),
    );
    const hostile = ['-'.repeat(1e6), 'a-'.repeat(5e5), '\u00e9'.repeat(1e6), `${'io.'.repeat(1e5)}x`];
    const started = performance.now();
    for (let i = 0; i < 50; i++) inspectName(`mcp-server-q${i}zz-${i}`, many);
    for (const name of hostile) inspectName(name, many);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
