import {
  type ArgumentRole,
  DEFINITION_STATES,
  FINDING_CATEGORIES,
  type Finding,
  type FlowFacts,
  NO_BEHAVIOUR,
  PRINCIPAL_KINDS,
  ROLES,
  SERVER_TIERS,
  SEVERITIES,
  type SessionFacts,
  TARGET_KINDS,
  TOOL_CAPABILITIES,
  TOOL_RISKS,
  VIEWS,
} from '@sallyport/contracts';
import type { DecisionInput } from '../decision-input.js';

/** Types a condition can speak of. `dyn` is JSON: known only when the message is there. */
export type StaticType =
  | { readonly kind: 'dyn' | 'bool' | 'int' | 'double' | 'timestamp' }
  /** `values`: the closed set the text comes from, so that a comparison with anything else is a mistake. */
  | { readonly kind: 'string'; readonly values?: readonly string[] }
  | { readonly kind: 'list'; readonly of: StaticType }
  | ObjectType;

export interface ObjectType {
  readonly kind: 'object';
  readonly name: string;
  readonly fields: Readonly<Record<string, Field>>;
}

/** A named value inside an object, or a variable. */
export interface Field {
  readonly type: StaticType;
  readonly doc: string;
  /** Reads it from the object that holds it (for variables: from the {@link DecisionInput}). */
  read(holder: never): unknown;
  /** For `has()`; missing means always there. */
  present?(holder: never): boolean;
  /** Where the message holds it, when findings can speak of it. */
  pointer?(input: DecisionInput): string;
}

export const DYN: StaticType = { kind: 'dyn' };
export const BOOL: StaticType = { kind: 'bool' };
export const INT: StaticType = { kind: 'int' };
export const DOUBLE: StaticType = { kind: 'double' };
const TIMESTAMP: StaticType = { kind: 'timestamp' };
export const STRING: StaticType = { kind: 'string' };
export const listOf = (of: StaticType): StaticType => ({ kind: 'list', of });
const oneOf = (values: readonly string[]): StaticType => ({ kind: 'string', values });

type Input = DecisionInput;
const field = <H>(
  type: StaticType,
  doc: string,
  read: (holder: H) => unknown,
  present?: (holder: H) => boolean,
): Field => ({
  type,
  doc,
  read: read as (holder: never) => unknown,
  ...(present === undefined ? {} : { present: present as (holder: never) => boolean }),
});

/** A field taken from the message itself. */
const fromMessage = (inner: Field, pointer: (input: Input) => string): Field => ({ ...inner, pointer });

const object = (name: string, fields: Readonly<Record<string, Field>>): ObjectType => ({
  kind: 'object',
  name,
  fields,
});

/** An MCP tool annotation; when the server does not give it, the value the specification says to assume. */
const hint = (name: string, assumed: boolean, doc: string): Field =>
  field<Input>(
    BOOL,
    `${doc} Assumed ${assumed} when the server does not say.`,
    (input) => {
      const value = input.tool?.annotations[name];
      return typeof value === 'boolean' ? value : assumed;
    },
    (input) => typeof input.tool?.annotations[name] === 'boolean',
  );

const isTool = (input: Input): boolean => input.target.kind === 'tool';

const annotations = object('tool.annotations', {
  title: field<Input>(
    STRING,
    'Title for people; empty when the server gives none.',
    (input) => {
      const title = input.tool?.annotations.title;
      return typeof title === 'string' ? title : '';
    },
    (input) => typeof input.tool?.annotations.title === 'string',
  ),
  readOnlyHint: hint('readOnlyHint', false, 'The tool changes nothing.'),
  destructiveHint: hint('destructiveHint', true, 'The tool may destroy something.'),
  idempotentHint: hint('idempotentHint', false, 'Calling it again with the same arguments changes nothing more.'),
  openWorldHint: hint('openWorldHint', true, 'The tool reaches outside systems.'),
});

export const FINDING: ObjectType = object('finding', {
  detector: field<Finding>(STRING, 'Stable id such as `secret.aws-access-key`.', (finding) => finding.detector),
  category: field<Finding>(oneOf(FINDING_CATEGORIES), 'What kind of thing was seen.', (finding) => finding.category),
  severity: field<Finding>(oneOf(SEVERITIES), '`info` to `critical`.', (finding) => finding.severity),
  confidence: field<Finding>(DOUBLE, '0 to 1.', (finding) => finding.confidence),
  pointer: field<Finding>(STRING, 'JSON pointer of the text it is in.', (finding) => finding.pointer),
  view: field<Finding>(oneOf(VIEWS), 'The decoding under which it was seen.', (finding) => finding.view),
});

/** Texts of the arguments by role, computed once for a message. */
export type ArgumentLists = Readonly<Record<ArgumentRole, readonly string[]>>;

const byRole = (role: ArgumentRole, doc: string): Field =>
  field<ArgumentLists>(listOf(STRING), doc, (lists) => lists[role]);

const argumentLists = object('argRoles', {
  paths: byRole('path', 'Files and directories.'),
  urls: byRole('url', 'Addresses of the web.'),
  commands: byRole('command', 'What a shell or an interpreter runs.'),
  queries: byRole('query', 'Statements and search terms.'),
  identifiers: byRole('identifier', 'Names, ids, hosts, e-mail addresses.'),
  texts: byRole('free_text', 'Prose.'),
  secrets: byRole('secret', 'Passwords and keys.'),
});

type Flow = FlowFacts;
type Session = SessionFacts;
const count = (doc: string, read: (session: Session) => number): Field =>
  field<Session>(INT, doc, (session) => BigInt(read(session)));

const flow = object('flow', {
  origins: field<Flow>(
    listOf(STRING),
    'Servers whose results the data in the arguments was in; the called one is not among them.',
    ({ origins }) => origins,
  ),
  labels: field<Flow>(
    listOf(STRING),
    'Labels of those results: of their servers, and `private`, `public`, `untrusted`, `secret`, `pii`, `injection`, `tainted`.',
    ({ labels }) => labels,
  ),
  overlap: field<Flow>(
    DOUBLE,
    'Greatest part of one argument that was in one result, 0 to 1.',
    ({ overlap }) => overlap,
  ),
  chars: field<Flow>(INT, 'Letters and digits that were in results.', ({ chars }) => BigInt(chars)),
  disguised: field<Flow>(BOOL, 'Some of it is encoded, reversed or cut in pieces.', ({ disguised }) => disguised),
  destinations: field<Flow>(
    listOf(STRING),
    'Mail addresses, hosts and accounts the arguments send to.',
    ({ destinations }) => destinations,
  ),
  injectedDestination: field<Flow>(
    BOOL,
    'One of them stands in a result, in a sentence that asks for something.',
    ({ injectedDestination }) => injectedDestination,
  ),
  asked: field<Flow>(BOOL, 'A result asked for what this call does.', ({ asked }) => asked),
});

const session = object('session', {
  calls: count('Calls of the last hour by this principal with this client.', ({ calls }) => calls),
  callsPerMinute: count('Calls of the last minute.', ({ callsPerMinute }) => callsPerMinute),
  repeats: count('How often this very call was made in the last hour.', ({ repeats }) => repeats),
  variants: count('How many different arguments this tool got in the last hour.', ({ variants }) => variants),
  firstUse: field<Session>(BOOL, 'This tool was not called before.', ({ firstUse }) => firstUse),
  firstDestination: field<Session>(
    BOOL,
    'Nothing was sent to one of the addresses before.',
    ({ firstDestination }) => firstDestination,
  ),
  privateSeen: field<Session>(BOOL, 'Data that is not for everybody was read.', ({ privateSeen }) => privateSeen),
  untrustedSeen: field<Session>(
    BOOL,
    'Text that anybody may have written was read.',
    ({ untrustedSeen }) => untrustedSeen,
  ),
  trifecta: field<Session>(BOOL, 'Both, and this call reaches outside.', ({ trifecta }) => trifecta),
  novelBytes: count('Bytes of short values sent to this tool that no result gave out.', ({ novelBytes }) => novelBytes),
});

/** Everything a condition can read, by name. */
export const VARIABLES: Readonly<Record<string, Field>> = {
  principal: field<Input>(
    object('principal', {
      id: field<Input['principal']>(STRING, 'Stable id.', (principal) => principal.id),
      kind: field<Input['principal']>(oneOf(PRINCIPAL_KINDS), 'User, service account or device.', ({ kind }) => kind),
      name: field<Input['principal']>(STRING, 'Name, for users their e-mail address.', (principal) => principal.name),
      groups: field<Input['principal']>(listOf(STRING), 'Groups, from single sign-on.', ({ groups }) => groups),
      role: field<Input['principal']>(
        oneOf([...ROLES, '']),
        'Role in the organisation; empty for service accounts.',
        ({ role }) => role ?? '',
        ({ role }) => role !== undefined,
      ),
    }),
    'Who calls.',
    (input) => input.principal,
  ),
  client: field<Input>(
    object('client', {
      name: field<Input['client']>(
        STRING,
        'Name it gives itself; empty when it gives none.',
        (client) => client?.name ?? '',
        (client) => client !== null,
      ),
      version: field<Input['client']>(
        STRING,
        'Version it gives itself.',
        (client) => client?.version ?? '',
        (client) => client !== null,
      ),
    }),
    'The MCP host application.',
    (input) => input.client,
  ),
  server: field<Input>(
    object('server', {
      id: field<Input['server']>(STRING, 'Stable id.', (server) => server.id),
      slug: field<Input['server']>(STRING, 'Short name, as in URLs.', (server) => server.slug),
      name: field<Input['server']>(STRING, 'Name for people.', (server) => server.name),
      tier: field<Input['server']>(oneOf(SERVER_TIERS), 'Risk tier.', (server) => server.tier),
      egress: field<Input['server']>(oneOf(['internal', 'external']), 'Where data ends up.', (server) => server.egress),
      transport: field<Input['server']>(
        oneOf(['streamable-http', 'stdio']),
        'How it is reached.',
        (server) => server.transport,
      ),
      labels: field<Input['server']>(
        listOf(STRING),
        'Labels it was given: `"production" in server.labels`.',
        ({ labels }) => labels,
      ),
    }),
    'The MCP server.',
    (input) => input.server,
  ),
  tool: field<Input>(
    object('tool', {
      name: fromMessage(
        field<Input>(
          STRING,
          'Name; empty when the target is not a tool.',
          (input) => (isTool(input) ? input.target.name : ''),
          isTool,
        ),
        () => '/params/name',
      ),
      state: field<Input>(
        oneOf([...DEFINITION_STATES, '']),
        'State of its definition; empty when it is not known.',
        (input) => input.tool?.state ?? '',
        (input) => input.tool !== undefined,
      ),
      egress: field<Input>(
        oneOf(['internal', 'external']),
        'Where what is sent there can end up.',
        (input) => input.server.egress,
        isTool,
      ),
      capabilities: field<Input>(
        listOf(oneOf(TOOL_CAPABILITIES)),
        'What it can do, as its definition lets one tell; empty when it is not known.',
        (input) => input.tool?.capabilities ?? [],
        (input) => input.tool !== undefined,
      ),
      risk: field<Input>(
        oneOf([...TOOL_RISKS, '']),
        'How much harm it can do; empty when it is not known.',
        (input) => input.tool?.risk ?? '',
        (input) => input.tool !== undefined,
      ),
      annotations: field<Input>(annotations, 'What the server claims about the tool.', (input) => input),
    }),
    'The tool that is called.',
    (input) => input,
  ),
  target: field<Input>(
    object('target', {
      kind: field<Input['target']>(oneOf(TARGET_KINDS), 'Tool, prompt, resource or none.', (target) => target.kind),
      name: fromMessage(
        field<Input['target']>(STRING, 'Name, for resources the URI.', (target) => target.name),
        ({ target }) => (target.kind === 'resource' ? '/params/uri' : '/params/name'),
      ),
    }),
    'What the message is about.',
    (input) => input.target,
  ),
  args: field<Input>(DYN, 'The arguments.', (input) => input.args ?? null),
  argRoles: field<Input>(argumentLists, 'The texts in the arguments, by what they are for.', (input) => input),
  argsBytes: field<Input>(INT, 'Size of the arguments, bytes.', (input) => BigInt(input.argumentsBytes)),
  result: field<Input>(DYN, 'The result; a rule that reads it speaks of results only.', (input) => input.result),
  findings: field<Input>(listOf(FINDING), 'What inspection saw in this message.', (input) => input.findings),
  flow: field<Input>(
    flow,
    'Where the data in the arguments comes from; a rule that reads it speaks of requests only.',
    ({ behaviour = NO_BEHAVIOUR }) => behaviour.flow,
  ),
  session: field<Input>(
    session,
    'What the principal did with this client so far; a rule that reads it speaks of requests only.',
    ({ behaviour = NO_BEHAVIOUR }) => behaviour.session,
  ),
  method: field<Input>(STRING, 'The MCP method.', (input) => input.method),
  direction: field<Input>(oneOf(['request', 'response']), 'Which way the message goes.', (input) => input.direction),
  address: field<Input>(STRING, 'Address the client calls from; empty on stdio.', (input) => input.address ?? ''),
  now: field<Input>(TIMESTAMP, 'The time of the decision.', (input) => new Date(input.now)),
};

/** Variables whose values come from the message itself and are not known in lists. */
export const MESSAGE_VARIABLES = ['args', 'argRoles', 'argsBytes', 'result', 'findings', 'flow', 'session'] as const;
export type MessageVariable = (typeof MESSAGE_VARIABLES)[number];
