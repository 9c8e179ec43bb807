import type { ClientInfo } from '@sallyport/contracts';

/** A call somebody of the demo organisation made. */
export interface DemoCall {
  /** Name of a principal: the address of a member, or the name of a service account. */
  readonly who: string;
  readonly server: string;
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly client: ClientInfo;
  readonly address: string;
  readonly tookMs: number;
}

const CLIENTS: readonly ClientInfo[] = [
  { name: 'claude-code', version: '2.1.0' },
  { name: 'cursor', version: '1.7.0' },
  { name: 'demo-agent', version: '0.3.0' },
];
/** Who calls how often: engineers mostly, and now and then somebody whom nothing allows it. */
const CALLERS = [
  'dana@acme.example',
  'demo-agent',
  'dana@acme.example',
  'demo-agent',
  'demo-agent',
  'dana@acme.example',
  'sam@acme.example',
  'demo-agent',
  'dana@acme.example',
  'ada@acme.example',
] as const;
const FILES = ['README.md', 'notes/roadmap.md', 'src/arm/joint.ts', 'src/arm/gripper.ts', 'reports/2026-q3.csv'];
const TOPICS = ['gripper torque', 'weekly plan', 'supplier list', 'safety review'];

type Shape = (i: number) => Pick<DemoCall, 'server' | 'tool' | 'args'>;

const pick = <T>(list: readonly T[], i: number): T => {
  const found = list[i % list.length];
  if (found === undefined) throw new RangeError('nothing to pick from');
  return found;
};

/** What is called how often; the rare ones are what policies are there for. */
const SHAPES: readonly Shape[] = [
  (i) => ({ server: 'files', tool: 'read_text_file', args: { path: pick(FILES, i) } }),
  (i) => ({ server: 'files', tool: 'list_directory', args: { path: i % 2 ? 'src' : 'notes' } }),
  (i) => ({ server: 'memory', tool: 'search_nodes', args: { query: pick(TOPICS, i) } }),
  (i) => ({ server: 'files', tool: 'read_text_file', args: { path: pick(FILES, i + 2), head: 40 } }),
  (i) => ({ server: 'everything', tool: 'echo', args: { message: `build ${1200 + i} is green` } }),
  (i) => ({ server: 'files', tool: 'write_file', args: { path: pick(FILES, i + 1), content: `Change ${i}` } }),
  (i) => ({
    server: 'memory',
    tool: 'create_entities',
    args: { entities: [{ name: pick(TOPICS, i), entityType: 'topic' }] },
  }),
  (i) => ({ server: 'everything', tool: 'get-sum', args: { a: i, b: 2 } }),
  (i) => ({ server: 'files', tool: 'move_file', args: { source: pick(FILES, i), destination: `archive/${i}.md` } }),
  () => ({ server: 'memory', tool: 'read_graph', args: {} }),
  () => ({ server: 'files', tool: 'read_text_file', args: { path: '../../etc/passwd' } }),
  (i) => ({ server: 'memory', tool: 'delete_entities', args: { entityNames: [pick(TOPICS, i)] } }),
];

/** Call number `i`; the same number is always the same call. */
export const demoCall = (i: number): DemoCall => {
  const who = pick(CALLERS, i * 7 + Math.floor(i / 10));
  return {
    ...pick(SHAPES, i * 5 + Math.floor(i / SHAPES.length))(i),
    who,
    client: who === 'demo-agent' ? pick(CLIENTS, 2) : pick(CLIENTS, i % 2),
    address: who === 'demo-agent' ? '10.20.0.5' : `10.20.1.${10 + (i % 5)}`,
    tookMs: 20 + ((i * 37) % 400),
  };
};
