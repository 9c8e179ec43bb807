import type { ToolRisk } from '@sallyport/contracts';
import { expect, it } from 'vitest';
import { compile } from '../compile.js';
import { toolCall } from '../test-support/inputs.js';
import { type CoveredTool, coverage } from './coverage.js';

const PLATFORM =
  'version: 1\nname: platform\nlowerLevels: allow\nrules:\n  - { id: base, effect: deny, when: hasFinding("secret"), match: { servers: [files] } }\n';
const ORGANISATION = `version: 1
name: org
rules:
  - { id: guard, effect: deny, when: hasFinding("command") }
  - { id: any-tool, effect: allow, match: { tools: ["*"] } }
  - { id: one-tool, effect: allow, match: { servers: [files], tools: [read_*], principals: { groups: [x] } } }
  - { id: critical, effect: deny, match: { risks: [critical] }, mode: observe }
  - { id: labelled, effect: approve, match: { labels: [production] } }
  - { id: documents, effect: allow, match: { servers: [files], resources: ["*"] } }
  - { id: lists, effect: allow, match: { servers: [files], methods: [tools/list] } }
`;

const tool = (slug: string, name: string, risk: ToolRisk, labels: string[] = []): CoveredTool => ({
  server: { ...toolCall().server, slug, labels },
  name,
  tool: { annotations: {}, state: 'pinned', capabilities: [], risk },
});

const program = compile([
  { id: 'pol_0', name: 'platform', version: 1, text: PLATFORM, level: 'platform' },
  { id: 'pol_1', name: 'org', version: 1, text: ORGANISATION },
]);
const read = tool('files', 'read_file', 'low');
const write = tool('files', 'write_file', 'high');
const shell = tool('box', 'shell', 'critical');
const list = tool('box', 'list', 'medium');
const scale = tool('cluster', 'scale', 'high', ['production']);
const report = coverage(program, [read, list, write, shell, scale]);

it('says which rules can speak of which tool, and which of them name it', () => {
  const named = report.tools.map(({ tool: { name }, rules }) => [
    name,
    ...rules.map(({ ruleId, names }) => (names ? ruleId : `(${ruleId})`)),
  ]);
  expect(named).toEqual([
    ['read_file', 'base', '(guard)', '(any-tool)', 'one-tool'],
    ['list', '(guard)', '(any-tool)'],
    ['write_file', 'base', '(guard)', '(any-tool)'],
    ['shell', 'critical', '(guard)', '(any-tool)'],
    ['scale', '(guard)', 'labelled', '(any-tool)'],
  ]);
});

it('counts tools that only rules about everything speak of, riskiest first, by risk', () => {
  expect(report.uncovered).toEqual([write, list]);
  expect(report.byRisk).toEqual([
    { risk: 'critical', total: 1, uncovered: 0 },
    { risk: 'high', total: 2, uncovered: 1 },
    { risk: 'medium', total: 1, uncovered: 1 },
    { risk: 'low', total: 1, uncovered: 0 },
  ]);
});
