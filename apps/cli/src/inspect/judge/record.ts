/** The kinds of things that can be inspected, as JSON lines name them. */
export const SURFACES = [
  'tool_definition',
  'tool_args',
  'tool_result',
  'session',
  'server_name',
  'secret',
  'server_message',
] as const;
export type Surface = (typeof SURFACES)[number];

type Json = Readonly<Record<string, unknown>>;

/** A call or a result of a session, in the order in which they happened; `server` where they are of several. */
export type Step =
  | { readonly type: 'call'; readonly tool: string; readonly server?: string; readonly arguments?: unknown }
  | {
      readonly type: 'result';
      readonly tool: string;
      readonly server?: string;
      readonly content?: unknown;
      readonly structuredContent?: unknown;
      readonly isError?: unknown;
    };

/** What a server asks or tells by itself, or answers to a method other than `tools/call`. */
export interface ServerMessage {
  readonly method: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: unknown;
}

/** A payload whose shape is known to be the one of its surface. */
export type Subject =
  | { readonly surface: 'tool_definition'; readonly payload: Json & { readonly name: string } }
  | {
      readonly surface: 'tool_args';
      readonly payload: { readonly tool: string; readonly arguments: unknown; readonly inputSchema?: unknown };
    }
  | { readonly surface: 'tool_result'; readonly payload: Json }
  | { readonly surface: 'session'; readonly payload: readonly Step[] }
  | { readonly surface: 'server_name'; readonly payload: Json & { readonly name: string } }
  | { readonly surface: 'secret'; readonly payload: string }
  | { readonly surface: 'server_message'; readonly payload: ServerMessage };

export type RecordId = string | number;

export type ReadRecord =
  | { readonly ok: true; readonly id: RecordId | null; readonly subject: Subject }
  | { readonly ok: false; readonly id: RecordId | null; readonly problem: Problem };

export type ProblemCode =
  | 'invalid_json'
  | 'invalid_utf8'
  | 'invalid_record'
  | 'unknown_surface'
  | 'invalid_payload'
  | 'too_long'
  | 'not_inspectable';

export interface Problem {
  readonly code: ProblemCode;
  readonly message: string;
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** One line of input: `{"id","surface","payload"}`. Never throws. */
export const readRecord = (line: Uint8Array): ReadRecord => {
  let text: string;
  try {
    text = UTF8.decode(line);
  } catch {
    return refuse(null, 'invalid_utf8', 'The line is not UTF-8.');
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse(null, 'invalid_json', 'The line is not JSON.');
  }
  return toRecord(value);
};

const toRecord = (value: unknown): ReadRecord => {
  if (!isObject(value))
    return refuse(null, 'invalid_record', 'The line is no object with "id", "surface" and "payload".');
  const id = typeof value.id === 'string' || typeof value.id === 'number' ? value.id : null;
  const surface = SURFACES.find((known) => known === value.surface);
  if (surface === undefined) {
    return refuse(id, 'unknown_surface', `"surface" is one of ${SURFACES.join(', ')}.`);
  }
  if (!FITS[surface](value.payload)) return refuse(id, 'invalid_payload', `"payload" is ${SHAPES[surface]}.`);
  // Checked just above; the checks are written as predicates of the payload alone.
  return { ok: true, id, subject: { surface, payload: value.payload } as Subject };
};

const refuse = (id: RecordId | null, code: Problem['code'], message: string): ReadRecord => ({
  ok: false,
  id,
  problem: { code, message },
});

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isStep = (value: unknown): boolean =>
  isObject(value) && typeof value.tool === 'string' && (value.type === 'call' || value.type === 'result');

const FITS: Readonly<Record<Surface, (payload: unknown) => boolean>> = {
  tool_definition: (payload) => isObject(payload) && typeof payload.name === 'string',
  tool_args: (payload) => isObject(payload) && typeof payload.tool === 'string' && 'arguments' in payload,
  tool_result: (payload) =>
    isObject(payload) && (Array.isArray(payload.content) || isObject(payload.structuredContent)),
  session: (payload) => Array.isArray(payload) && payload.every(isStep),
  server_name: (payload) => isObject(payload) && typeof payload.name === 'string',
  secret: (payload) => typeof payload === 'string',
  server_message: (payload) => isObject(payload) && typeof payload.method === 'string',
};

const SHAPES: Readonly<Record<Surface, string>> = {
  tool_definition: 'an object with a "name", as in an answer to tools/list',
  tool_args: 'an object with "tool" and "arguments"',
  tool_result: 'an object with "content" or "structuredContent", as in an answer to tools/call',
  session: 'a list of steps with "type" call or result, and "tool"',
  server_name: 'an object with a "name"',
  secret: 'a string',
  server_message: 'an object with "method" and "params", "result" or "error"',
};
