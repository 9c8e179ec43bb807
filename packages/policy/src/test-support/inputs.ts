import type { Finding } from '@sallyport/contracts';
import type { DecisionInput } from '../decision-input.js';

/** A tool call by a user in engineering to the server `files`; tests say only what matters to them. */
export const toolCall = (overrides: Partial<DecisionInput> = {}): DecisionInput => ({
  direction: 'request',
  method: 'tools/call',
  principal: { id: 'prn_ada', kind: 'user', name: 'ada@acme.example', groups: ['engineering'] },
  client: { name: 'cursor', version: '1.7.0' },
  server: {
    id: 'srv_files',
    slug: 'files',
    name: 'Files',
    tier: 'standard',
    egress: 'external',
    transport: 'stdio',
    labels: [],
  },
  target: { kind: 'tool', name: 'read_file' },
  tool: { annotations: {}, state: 'pinned', capabilities: [], risk: 'low' },
  args: {},
  argumentsBytes: 2,
  findings: [],
  now: Date.UTC(2026, 10, 20, 9, 30),
  address: null,
  argumentRoles: {},
  ...overrides,
});

export const finding = (overrides: Partial<Finding> = {}): Finding => ({
  detector: 'secret.aws-access-key',
  category: 'secret',
  severity: 'high',
  confidence: 1,
  pointer: '/params/arguments/path',
  start: 0,
  end: 20,
  view: 'raw',
  evidence: 'AKIA…',
  title: 'An AWS access key',
  frameworks: [],
  ...overrides,
});
