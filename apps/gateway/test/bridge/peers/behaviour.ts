import { randomUUID } from 'node:crypto';
import { PROMPTS, RESOURCES, TEMPLATES, TOOLS } from './definitions.js';
import { type Ledger, openLedger } from './ledger.js';

type Json = Readonly<Record<string, unknown>>;

/** What a server may ask its client, in the words every revision shares. */
export interface Question {
  readonly method: 'elicitation/create' | 'sampling/createMessage' | 'roots/list';
  readonly params?: Json;
}

/** What the SDK that hosts the behaviour gives to one request. */
export interface ServerSide {
  readonly signal: AbortSignal;
  progress(progress: number, total: number, message: string): Promise<void>;
  /** Sends a log message if the client asked for this level. */
  log(level: string, data: unknown): Promise<void>;
  /**
   * The client's answer. A server that may not send requests leaves the handler here and runs it again from the start when the
   * client comes back with the answers, so nothing before an `ask` may have effects.
   * @param questions  asked together; the answers have their names
   */
  ask<Name extends string>(questions: Record<Name, Question>): Promise<Record<Name, Json>>;
  /** Has the client's user visit a page before the request can be served: by a question, or by error -32042 of 2025-11-25. */
  visit(page: { url: string; message: string }): Promise<void>;
}

/** A JSON-RPC error a handler answers with. Both SDKs take code, message and data from what is thrown. */
export class RpcFailure extends Error {
  readonly code: number;
  readonly data: unknown;

  constructor(code: number, message: string, data?: unknown) {
    super(message);
    this.code = code;
    this.data = data;
  }
}

export interface Changes {
  onResourceUpdated(uri: string): void;
  onToolsChanged(): void;
}

/** As it was up to 2025-11-25. */
export const RESOURCE_NOT_FOUND = -32002;
/** Of 2025-11-25 alone. */
export const URL_ELICITATION_REQUIRED = -32042;
export const BIG_BYTES = 1024 * 1024;
export const INSTRUCTIONS = 'Call echo to hear yourself.';
export const WATCHED = 'grid://watched';
/** Asks who reads it. */
export const GUARDED = 'grid://guarded';
/** The page a visit goes to. */
export const page = (key: string) => ({ url: `https://sign-in.example/${key}`, message: 'Please sign in' });
/** What `boom` answers with. */
export const BOOM = { code: -32011, message: 'The grid went boom', data: { cause: 'asked to', grid: [1, 2] } } as const;

const text = (value: string, more: Json = {}): Json => ({ content: [{ type: 'text', text: value }], ...more });
const str = (args: Json, name: string): string => String(args[name]);
const rootsOf = (answer: Json): string => (answer.roots as { uri: string }[]).map(({ uri }) => uri).join(' ');
const sampling = (about: string): Question => ({
  method: 'sampling/createMessage',
  params: {
    messages: [{ role: 'user', content: { type: 'text', text: `Think about ${about}` } }],
    systemPrompt: 'Be brief.',
    maxTokens: 50,
  },
});
const pause = (ms: number): Promise<void> => new Promise((wake) => setTimeout(wake, ms));

/** Everything a server of the grid does, whatever SDK and transport it is hosted on. */
export class GridBehaviour {
  readonly ledger: Ledger = openLedger();
  /** Ends the wait of calls of `slow`, by their keys. */
  private readonly awaited = new Map<string, () => void>();
  /** Keys of calls of `slow` that were cancelled while they ran. */
  readonly cancelled = new Set<string>();
  private readonly watchers = new Set<Changes>();
  private readonly revealed: string[] = [];
  private touched = 0;

  /** @returns  a function that stops telling */
  watch(changes: Changes): () => void {
    this.watchers.add(changes);
    return () => void this.watchers.delete(changes);
  }

  async handle(method: string, params: Json, side: ServerSide): Promise<Json> {
    switch (method) {
      case 'tools/list':
        return { tools: [...TOOLS, ...this.revealed.map((name) => ({ name, inputSchema: { type: 'object' } }))] };
      case 'tools/call':
        return this.call(str(params, 'name'), (params.arguments ?? {}) as Json, side);
      case 'resources/list':
        return { resources: RESOURCES };
      case 'resources/templates/list':
        return { resourceTemplates: TEMPLATES };
      case 'resources/read':
        return this.read(str(params, 'uri'), side);
      case 'prompts/list':
        return { prompts: PROMPTS };
      case 'prompts/get':
        return this.prompt(str(params, 'name'), (params.arguments ?? {}) as Json);
      case 'completion/complete':
        return this.complete(str(params.argument as Json, 'value'), side);
      default:
        throw new RpcFailure(-32601, 'Method not found');
    }
  }

  private async call(name: string, args: Json, side: ServerSide): Promise<Json> {
    switch (name) {
      case 'echo':
        return text(str(args, 'message'), {
          structuredContent: { message: args.message },
          _meta: { 'grid.example/kept': { nested: [null, 1.5] } },
        });
      case 'slow':
        return this.slow(str(args, 'key'), Number(args.steps), side, args.waits === true);
      case 'heard':
        this.awaited.get(str(args, 'key'))?.();
        return text('so be it');
      case 'ask':
        return this.ask(side);
      case 'ask_twice':
        return this.askTwice(side);
      case 'ask_url': {
        const params = { mode: 'url', ...page('ask') };
        const { consent } = await side.ask({ consent: { method: 'elicitation/create', params } });
        return text(`consent: ${String(consent.action)}`);
      }
      case 'visit_first':
        await side.visit(page(str(args, 'key')));
        return text('thank you for the visit');
      case 'think': {
        const { thought } = await side.ask({ thought: sampling(str(args, 'about')) });
        return text(`${str(thought.content as Json, 'text')} (${String(thought.model)})`);
      }
      case 'roots': {
        const { roots } = await side.ask({ roots: { method: 'roots/list' } });
        return text(rootsOf(roots));
      }
      case 'ask_together': {
        const { roots, thought } = await side.ask({ roots: { method: 'roots/list' }, thought: sampling('both') });
        return text(`${rootsOf(roots)} ${str(thought.content as Json, 'text')}`);
      }
      case 'route':
        return text(str(args, 'region'));
      case 'big':
        return text(`${str(args, 'key')} `.repeat(BIG_BYTES).slice(0, BIG_BYTES));
      case 'fail':
        return text('it failed, as asked', { isError: true });
      case 'boom':
        throw new RpcFailure(BOOM.code, BOOM.message, BOOM.data);
      case 'note':
        for (const level of ['debug', 'info', 'warning', 'error'])
          await side.log(level, { said: level, key: args.key });
        return text('noted');
      case 'touch':
        this.touched += 1;
        for (const watcher of this.watchers) watcher.onResourceUpdated(str(args, 'uri'));
        return text(String(this.touched));
      case 'reveal':
        this.revealed.push(str(args, 'tool'));
        for (const watcher of this.watchers) watcher.onToolsChanged();
        return text('revealed');
      default:
        throw new RpcFailure(-32602, `Unknown tool: ${name}`);
    }
  }

  /** @param waits  for `heard` before it answers: a client may drop what it reads together with the answer */
  private async slow(key: string, steps: number, side: ServerSide, waits: boolean): Promise<Json> {
    const heard = waits ? new Promise<void>((resolve) => this.awaited.set(key, resolve)) : null;
    for (let step = 1; step <= steps; step++) {
      await side.progress(step, steps, key);
      await pause(20);
      if (!side.signal.aborted) continue;
      this.cancelled.add(key);
      return text('stopped');
    }
    await heard;
    return text(`done ${key}`);
  }

  private async ask(side: ServerSide): Promise<Json> {
    const params = {
      mode: 'form',
      message: 'What is your name?',
      requestedSchema: {
        type: 'object',
        properties: { name: { type: 'string', title: 'Name', minLength: 1 } },
        required: ['name'],
      },
    };
    const { who } = await side.ask({ who: { method: 'elicitation/create', params } });
    if (who.action !== 'accept') return text(`no name: ${String(who.action)}`);
    return text(`hello ${str(who.content as Json, 'name')}`);
  }

  private async askTwice(side: ServerSide): Promise<Json> {
    const ask = async (field: string): Promise<string> => {
      const requestedSchema = { type: 'object', properties: { [field]: { type: 'string' } }, required: [field] };
      const params = { mode: 'form', message: `Your ${field}?`, requestedSchema };
      const answers = await side.ask({ [field]: { method: 'elicitation/create', params } });
      return str(answers[field]?.content as Json, field);
    };
    const name = await ask('name');
    return text(`${name} likes ${await ask('colour')}`);
  }

  private async read(uri: string, side: ServerSide): Promise<Json> {
    if (uri === GUARDED) {
      const answer = await this.ask(side);
      return { contents: [{ uri, text: JSON.stringify(answer.content) }] };
    }
    const item = /^grid:\/\/item\/(\w+)$/.exec(uri)?.[1];
    const known = RESOURCES.some((resource) => resource.uri === uri);
    if (!known && item === undefined) throw new RpcFailure(RESOURCE_NOT_FOUND, 'Resource not found', { uri });
    const value = item === undefined ? `${uri} touched ${this.touched} times` : `item ${item}`;
    return { contents: [{ uri, mimeType: 'text/plain', text: value, _meta: { 'grid.example/read': true } }] };
  }

  private prompt(name: string, args: Json): Json {
    if (name !== 'greet') throw new RpcFailure(-32602, `Unknown prompt: ${name}`);
    const content = { type: 'text', text: `Greet ${str(args, 'name')} warmly` };
    return { description: 'A greeting', messages: [{ role: 'user', content }] };
  }

  /** `roots` is completed with what the client tells of its own, if this request may ask. */
  private async complete(value: string, side: ServerSide): Promise<Json> {
    if (value === 'roots') {
      const { roots } = await side.ask({ roots: { method: 'roots/list' } });
      return { completion: { values: [rootsOf(roots)] } };
    }
    const values = ['ada', 'adrian', 'bob'].filter((name) => name.startsWith(value));
    return { completion: { values, total: values.length, hasMore: false } };
  }
}

/** A word no other test uses. */
export const nonce = (): string => randomUUID().replaceAll('-', '');
