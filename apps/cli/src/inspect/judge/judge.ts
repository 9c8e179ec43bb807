import type { Effect, Finding } from '@sallyport/contracts';
import {
  argumentRoles,
  createInspector,
  type Inspector,
  intentLikelihood,
  type MessageKind,
  toolFacts,
} from '@sallyport/detect';
import { compile, type DecisionInput, decide, type Program } from '@sallyport/policy';
import { flowFindings } from './flow.js';
import { type NameCatalogue, nameFindings } from './names.js';
import type { ServerMessage, Step, Subject } from './record.js';
import { type Judgement, judgementOf, worstFirst } from './verdict.js';

export interface JudgeOptions {
  /** Text of a policy that has been checked. */
  readonly policy: { readonly name: string; readonly text: string };
  /** Genuine names of servers and packages; null when nobody gave them. */
  readonly names: NameCatalogue | null;
  /** Called before a detector is run; for measuring. */
  readonly onRun?: (detectorId: string) => void;
}

/** Judges one payload after the other with the inspection and the policy engine of the gateway. Pure once it is made. */
export interface Judge {
  readonly inspector: Inspector;
  readonly names: NameCatalogue | null;
  /** A payload of one of the surfaces. */
  judge(subject: Subject): Judgement;
  /** A server before anything was said to it, by what was found out about how it is started. */
  judgeServer(findings: readonly Finding[]): Judgement;
}

/** Compiles detectors and policy, some 30 ms: make one per process. */
export const createJudge = ({ policy, names, onRun }: JudgeOptions): Judge => {
  const inspector = createInspector(onRun === undefined ? {} : { onRun });
  const program = compile([{ id: 'pol_inspect', name: policy.name, version: 1, text: policy.text }]);
  const judgeAll = (messages: readonly Message[]): Judgement => {
    const effects = messages.map((message) => decideOn(program, message));
    const findings = worstFirst(messages.flatMap(({ findings, base, at }) => findings.map(moved(base, at))));
    const background = messages.reduce((most, message) => Math.max(most, message.background ?? 0), 0);
    return judgementOf(effects, findings, background);
  };
  return {
    inspector,
    names,
    judge: (subject) => judgeAll(messagesOf(subject, inspector, names)),
    judgeServer: (findings) => judgeAll([serverMessageOf(findings)]),
  };
};

type Json = Readonly<Record<string, unknown>>;

/** A message of a kind the gateway decides about. */
interface Message {
  readonly direction: 'request' | 'response';
  readonly method: string;
  readonly tool: string;
  readonly definition?: Json;
  readonly args?: unknown;
  readonly result?: unknown;
  readonly findings: readonly Finding[];
  /** How much the text resembles an order to the model, whether or not that was worth a finding. */
  readonly background?: number;
  /** Pointer of the payload inside the message, and of its place inside the record. */
  readonly base: string;
  readonly at: string;
}

const messagesOf = (subject: Subject, inspector: Inspector, names: NameCatalogue | null): readonly Message[] => {
  switch (subject.surface) {
    case 'tool_definition':
      return [definitionMessage(inspector, subject.payload)];
    case 'tool_args':
      return [callMessage(inspector, subject.payload, '')];
    case 'tool_result':
      return [resultMessage(inspector, 'tool', subject.payload, '')];
    case 'secret':
      return [secretMessage(inspector, subject.payload)];
    case 'server_name':
      return [serverMessageOf(nameFindings(subject.payload.name, '/name', names))];
    case 'server_message':
      return [serverMessage(inspector, subject.payload)];
    case 'session':
      return sessionMessages(inspector, subject.payload);
  }
};

/** As the gateway does: one pass over the bytes says whether a closer look is needed. */
const look = (
  inspector: Inspector,
  message: unknown,
  kind: MessageKind,
): Pick<Message, 'findings'> & { readonly background: number } => {
  const raw = Buffer.from(JSON.stringify(message));
  return {
    findings: inspector.inspectBytes(raw, kind) ? inspector.inspectMessage(message, kind) : [],
    background: intentLikelihood(kind === 'definition' ? 'definition' : 'result', raw),
  };
};

const definitionMessage = (inspector: Inspector, payload: Json & { readonly name: string }): Message => ({
  direction: 'response',
  method: 'tools/list',
  tool: payload.name,
  definition: payload,
  ...look(inspector, { result: { tools: [payload] } }, 'definition'),
  base: '/result/tools/0',
  at: '',
});

const callMessage = (
  inspector: Inspector,
  call: { readonly tool: string; readonly arguments?: unknown; readonly inputSchema?: unknown },
  at: string,
): Message => ({
  direction: 'request',
  method: 'tools/call',
  tool: call.tool,
  args: call.arguments ?? null,
  findings: inspector.inspectArguments({
    toolName: call.tool,
    args: call.arguments,
    pointerBase: '/params/arguments',
    ...(call.inputSchema === undefined ? {} : { inputSchema: call.inputSchema }),
  }),
  base: '/params/arguments',
  at: `${at}/arguments`,
});

const resultMessage = (inspector: Inspector, tool: string, result: object, at: string): Message => ({
  direction: 'response',
  method: 'tools/call',
  tool,
  result,
  ...look(inspector, { result }, 'result'),
  base: '/result',
  at,
});

const secretMessage = (inspector: Inspector, text: string): Message => {
  const message = resultMessage(inspector, 'tool', { content: [{ type: 'text', text }] }, '');
  return { ...message, base: '/result/content/0/text' };
};

const DEFINING = /^(?:initialize|server\/discover|(?:tools|prompts|resources|resources\/templates)\/list)$/;

const serverMessage = (inspector: Inspector, payload: ServerMessage): Message => {
  const answers = payload.result !== undefined || payload.error !== undefined;
  const kind = DEFINING.test(payload.method) ? 'definition' : answers ? 'result' : 'server_message';
  const { method, ...rest } = payload;
  const message = answers ? rest : payload;
  return { direction: 'response', method, tool: '', ...look(inspector, message, kind), base: '', at: '' };
};

/** No message carries a name or a command line; they are decided as the server's first word. */
const serverMessageOf = (findings: readonly Finding[]): Message => ({
  direction: 'response',
  method: 'initialize',
  tool: '',
  findings,
  base: '',
  at: '',
});

const sessionMessages = (inspector: Inspector, steps: readonly Step[]): readonly Message[] => {
  const messages = steps.map((step, index) =>
    step.type === 'call'
      ? callMessage(inspector, step, `/${index}`)
      : resultMessage(inspector, step.tool, resultOf(step), `/${index}`),
  );
  const flows = flowFindings(steps).map(
    (finding): Message => ({
      direction: 'request',
      method: 'tools/call',
      tool: steps[Number(/^\/(\d+)/.exec(finding.pointer)?.[1])]?.tool ?? '',
      findings: [finding],
      base: '',
      at: '',
    }),
  );
  return [...messages, ...flows];
};

const resultOf = ({ content, structuredContent, isError }: Extract<Step, { type: 'result' }>): object => ({
  ...(content === undefined ? {} : { content }),
  ...(structuredContent === undefined ? {} : { structuredContent }),
  ...(isError === undefined ? {} : { isError }),
});

const moved =
  (base: string, at: string) =>
  (finding: Finding): Finding =>
    finding.pointer.startsWith(base) ? { ...finding, pointer: `${at}${finding.pointer.slice(base.length)}` } : finding;

const SERVER: DecisionInput['server'] = {
  id: 'default',
  slug: 'default',
  name: 'default',
  tier: 'standard',
  egress: 'external',
  transport: 'stdio',
  labels: [],
};

const PRINCIPAL: DecisionInput['principal'] = { id: 'usr_local', kind: 'user', name: 'local', groups: [] };

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

const toolOf = (definition: Json): NonNullable<DecisionInput['tool']> => ({
  annotations: isObject(definition.annotations) ? definition.annotations : {},
  state: 'pinned',
  ...toolFacts(definition),
});

const decideOn = (program: Program, message: Message): Effect => {
  const { direction, method, tool, definition, args, result, findings } = message;
  const roles = program.readsArguments && isObject(args) ? argumentRoles(undefined, args) : new Map();
  return decide(program, {
    direction,
    method,
    principal: PRINCIPAL,
    client: null,
    server: SERVER,
    target: tool === '' ? { kind: 'none', name: '' } : { kind: 'tool', name: tool },
    ...(definition === undefined ? {} : { tool: toolOf(definition) }),
    args,
    argumentsBytes: args === undefined ? 0 : Buffer.byteLength(JSON.stringify(args)),
    ...(result === undefined ? {} : { result }),
    findings,
    now: Date.now(),
    address: null,
    argumentRoles: Object.fromEntries(roles),
  }).effect;
};
