import type { DecidedRecord } from '@sallyport/contracts';
import type { DecisionInput } from '../decision-input.js';
import { type RecordedMethod, recordedMethodOf } from './recorded-method.js';

/** What a record may lack. */
export type Missing = 'arguments' | 'result' | 'context';

/** What a recorded decision was made from, as far as its record says. */
export interface RecordedInput {
  /** Null when the record does not say what it is about: made before records kept that, or refused before it was known. */
  readonly input: DecisionInput | null;
  /** What was known when it was decided and is not any more. */
  readonly unknown: readonly Missing[];
}

const NOTHING: readonly Missing[] = Object.freeze([]);
const ARGUMENTS: readonly Missing[] = Object.freeze(['arguments'] as const);
const WITHOUT_CONTEXT: RecordedInput = Object.freeze({ input: null, unknown: Object.freeze(['context'] as const) });

/** Arguments of such findings are kept masked, so that what was decided is not what is kept. */
const MASKED: ReadonlySet<string> = new Set(['secret', 'pii']);

interface RecordedArguments {
  readonly args: unknown;
  readonly known: boolean;
}

const argumentsOf = (record: DecidedRecord): RecordedArguments => {
  if (record.argumentsDigest === null) return { args: null, known: true };
  const isWhole =
    !record.argumentsTruncated &&
    record.arguments !== null &&
    record.arguments !== undefined &&
    !record.findings.some(({ category }) => MASKED.has(category));
  return isWhole ? { args: record.arguments, known: true } : { args: undefined, known: false };
};

/** Methods that were decided without arguments are decided without them again; that is no lack of the record's. */
const decidedWithout = (method: RecordedMethod, { findings }: DecidedRecord): boolean =>
  method === 'task' || method === 'question' || (method === 'certain' && findings.length === 0);

/**
 * Rebuilds from a decided record the very input that `decide` was given, through nothing but the record. Arguments that were not
 * kept, are cut off or masked are unknown; findings and sizes are known all the same.
 * @see docs/decisions/0015-policy-workbench.md, "Facts"
 */
export const inputOfRecord = (record: DecidedRecord): RecordedInput => {
  const { context, principal, server } = record;
  if (context === undefined || principal === null || server === null) return WITHOUT_CONTEXT;
  const method = recordedMethodOf(record);
  const without = decidedWithout(method, record);
  const { args, known } = without ? { args: undefined, known: true } : argumentsOf(record);
  const input: DecisionInput = {
    direction: method === 'question' ? 'response' : 'request',
    method: method === 'task' ? 'tools/call' : record.method,
    principal,
    client: record.client,
    server: {
      id: server.id,
      slug: server.slug,
      name: context.server.name,
      tier: context.server.tier,
      egress: context.server.egress,
      transport: context.server.transport,
      labels: context.server.labels,
    },
    target: record.target,
    tool: context.tool ?? undefined,
    args,
    argumentsBytes: record.argumentsBytes,
    findings: record.findings,
    now: record.at,
    address: context.address,
    argumentRoles: context.argumentRoles,
    result: undefined,
    behaviour: context.behaviour,
    behaviourLost: method === 'policy' && context.behaviour === undefined,
    inspected: !known,
  };
  return { input, unknown: known ? NOTHING : ARGUMENTS };
};
