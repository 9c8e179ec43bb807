import { expect } from 'vitest';
import { type GridClient, type Json, politeAnswers, ROOT, type ToolAnswer } from './clients/grid-client.js';
import {
  BIG_BYTES,
  BOOM,
  type GridBehaviour,
  GUARDED,
  INSTRUCTIONS,
  nonce,
  page,
  URL_ELICITATION_REQUIRED,
  WATCHED,
} from './peers/behaviour.js';
import { PROMPTS, RESOURCES, TEMPLATES, TOOLS } from './peers/definitions.js';

/** One client connected to one server, directly or through the gateway. */
export interface Cell {
  readonly client: GridClient;
  readonly server: GridBehaviour;
}

export interface Scenario {
  /** `{client}` and `{server}` stand for their words. */
  readonly title: string;
  readonly run: (cell: Cell) => Promise<void>;
}

const PATIENCE_MS = 3_000;

/** Waits until something is so; `nudge` is done again each time it is not. */
export const until = async (what: string, isSo: () => boolean, nudge?: () => Promise<unknown>): Promise<void> => {
  const giveUpAt = Date.now() + PATIENCE_MS;
  while (true) {
    await nudge?.();
    if (isSo()) return;
    if (Date.now() > giveUpAt) throw new Error(`It never came about that ${what}`);
    await new Promise((wake) => setTimeout(wake, 10));
  }
};

const textOf = (answer: { content: readonly { text: string }[] }): string =>
  answer.content.map(({ text }) => text).join();

const failureOf = async (promise: Promise<unknown>): Promise<{ code?: unknown; data?: unknown; message: string }> => {
  const outcome = await promise.then(
    (value) => ({ value }),
    (err: unknown) => ({ err }),
  );
  if (!('err' in outcome) || !(outcome.err instanceof Error)) {
    throw new Error(`expected a failure, got ${JSON.stringify(outcome)}`);
  }
  return outcome.err;
};

/** Of each definition the server has, what the client was told of it. */
const told = (definitions: readonly Json[], heard: readonly Json[], key: string): unknown[] =>
  definitions.map((definition) => heard.find((one) => one[key] === definition[key]));

const fromHeader = (value: string | string[] | undefined): string | undefined => {
  const encoded = /^=\?base64\?(.*)\?=$/.exec(String(value))?.[1];
  return encoded === undefined ? String(value) : Buffer.from(encoded, 'base64').toString('utf8');
};

export const SCENARIOS = {
  alive: {
    title: '{client} asks whether {server} is there',
    run: ({ client }) => client.alive(),
  },
  lists: {
    title: '{client} sees everything {server} defines, annotations and unknown _meta included',
    run: async ({ client }) => {
      const { tools, resources, templates, prompts } = await client.list();
      expect(told(TOOLS, tools, 'name')).toMatchObject(TOOLS);
      expect(told(RESOURCES, resources, 'uri')).toMatchObject(RESOURCES);
      expect(told(TEMPLATES, templates, 'name')).toMatchObject(TEMPLATES);
      expect(told(PROMPTS, prompts, 'name')).toMatchObject(PROMPTS);
      expect(client.instructions).toBe(INSTRUCTIONS);
      expect(client.serverName).toMatch(/^grid-v[12]$/);
    },
  },
  call: {
    title: '{client} gets its own answer of {server}, with structured content and _meta',
    run: async ({ client }) => {
      const message = `${nonce()} "quoted" ünï 漢字 👩‍🚀 \u0000 end`;
      const answer = await client.call('echo', { message });
      expect(textOf(answer)).toBe(message);
      expect(answer.structuredContent).toEqual({ message });
      expect(answer._meta).toMatchObject({ 'grid.example/kept': { nested: [null, 1.5] } });
    },
  },
  progress: {
    title: '{client} hears the progress of {server} in order',
    run: async ({ client }) => {
      const steps: unknown[] = [];
      const key = nonce();
      const answer = await client.call('slow', { key, steps: 4 }, { onProgress: (step) => void steps.push(step) });
      expect(textOf(answer)).toBe(`done ${key}`);
      expect(steps).toEqual([1, 2, 3, 4].map((progress) => ({ progress, total: 4, message: key })));
    },
  },
  cancel: {
    title: '{client} stops a call and {server} stops working on it',
    run: async ({ client, server }) => {
      const key = nonce();
      const abort = new AbortController();
      const started = new Promise<void>((done) => {
        const call = client.call('slow', { key, steps: 200 }, { signal: abort.signal, onProgress: () => done() });
        call.catch(() => undefined);
      });
      await started;
      abort.abort('enough');
      await until('the server heard of it', () => server.cancelled.has(key));
      // The connection still works.
      expect(textOf(await client.call('echo', { message: key }))).toBe(key);
    },
  },
  elicitation: {
    title: '{client} hears the elicitation of {server}',
    run: async ({ client }) => {
      const asked: Json[] = [];
      const name = nonce();
      client.answers.elicit = (params) => {
        asked.push(params);
        return { action: 'accept', content: { name } };
      };
      expect(textOf(await client.call('ask'))).toBe(`hello ${name}`);
      expect(asked).toHaveLength(1);
      expect(asked[0]).toMatchObject({
        message: 'What is your name?',
        requestedSchema: { required: ['name'], properties: { name: { title: 'Name', minLength: 1 } } },
      });
    },
  },
  decline: {
    title: '{client} declines the elicitation of {server}',
    run: async ({ client }) => {
      client.answers.elicit = () => ({ action: 'decline' });
      expect(textOf(await client.call('ask'))).toBe('no name: decline');
    },
  },
  'elicitation-twice': {
    title: '{client} is asked twice by one call of {server}',
    run: async ({ client }) => {
      const key = nonce();
      client.answers.elicit = ({ message }) => ({
        action: 'accept',
        content: message === 'Your name?' ? { name: key } : { colour: 'teal' },
      });
      expect(textOf(await client.call('ask_twice'))).toBe(`${key} likes teal`);
    },
  },
  'elicitation-url': {
    title: '{client} is sent to an address by {server}',
    run: async ({ client }) => {
      const asked: Json[] = [];
      client.answers.elicit = (params) => {
        asked.push(params);
        return { action: 'accept' };
      };
      expect(textOf(await client.call('ask_url'))).toBe('consent: accept');
      expect(asked).toMatchObject([{ mode: 'url', ...page('ask') }]);
    },
  },
  'visit-first': {
    title: '{client} learns that a page has to be visited before {server} answers',
    run: async ({ client }) => {
      const key = nonce();
      const told: Json[] = [];
      client.answers.elicit = (params) => {
        told.push(params);
        return { action: 'accept' };
      };
      const call = (): Promise<ToolAnswer> => client.call('visit_first', { key });
      const outcome = await call().catch((err: { code?: number; data?: { elicitations: Json[] } }) => err);
      // A legacy client at a legacy server gets its error, with which it can try again itself.
      const failed = 'code' in outcome;
      if (failed) {
        expect(outcome).toMatchObject({ code: URL_ELICITATION_REQUIRED });
        told.push(...((outcome.data as { elicitations?: Json[] } | undefined)?.elicitations ?? []));
      }
      expect(told).toMatchObject([{ mode: 'url', ...page(key) }]);
      expect(textOf(failed ? await call() : (outcome as ToolAnswer))).toBe('thank you for the visit');
    },
  },
  'elicitation-read': {
    title: '{client} is asked by a resource of {server}',
    run: async ({ client }) => {
      const name = nonce();
      client.answers.elicit = () => ({ action: 'accept', content: { name } });
      expect(JSON.stringify(await client.read(GUARDED))).toContain(`hello ${name}`);
    },
  },
  'answer-fails': {
    title: '{client} fails to answer the question of {server} and goes on',
    run: async ({ client }) => {
      client.answers.elicit = () => {
        throw new Error('nobody is here');
      };
      await failureOf(client.call('ask'));
      const message = nonce();
      expect(textOf(await client.call('echo', { message }))).toBe(message);
    },
  },
  'questions-together': {
    title: '{client} is asked two things at once by {server}',
    run: async ({ client }) => {
      client.answers.sample = politeAnswers().sample;
      expect(textOf(await client.call('ask_together'))).toBe(`${ROOT} Hm.`);
    },
  },
  'mirrored-argument': {
    title: '{client} calls a tool of {server} whose argument also travels in a header',
    run: async ({ client, server }) => {
      for (const region of [nonce(), `${nonce()} 漢字`]) {
        expect(textOf(await client.call('route', { region }))).toBe(region);
        const arrived = server.ledger.of('tools/call').at(-1);
        const isModern = arrived?.headers?.['mcp-method'] !== undefined;
        if (isModern) expect(fromHeader(arrived?.headers?.['mcp-param-region'])).toBe(region);
      }
    },
  },
  sampling: {
    title: '{client} samples its model for {server}',
    run: async ({ client }) => {
      const asked: Json[] = [];
      const text = nonce();
      client.answers.sample = (params) => {
        asked.push(params);
        return { role: 'assistant', model: 'grid-model', stopReason: 'endTurn', content: { type: 'text', text } };
      };
      expect(textOf(await client.call('think', { about: 'tea' }))).toBe(`${text} (grid-model)`);
      const content = { type: 'text', text: 'Think about tea' };
      expect(asked).toMatchObject([
        { messages: [{ role: 'user', content }], systemPrompt: 'Be brief.', maxTokens: 50 },
      ]);
    },
  },
  roots: {
    title: '{client} tells its roots to {server}',
    run: async ({ client }) => expect(textOf(await client.call('roots'))).toBe(ROOT),
  },
  subscription: {
    title: '{client} hears of a changed resource of {server} until it unsubscribes',
    run: async ({ client }) => {
      const { updated } = client.heard;
      const touch = (): Promise<unknown> => client.call('touch', { uri: WATCHED });
      const unsubscribe = await client.subscribe(WATCHED);
      updated.length = 0;
      await until('the change was told', () => updated.includes(WATCHED), touch);
      expect(new Set(updated)).toEqual(new Set([WATCHED]));
      await unsubscribe();
      // What comes back for a second wish tells that the first would have been heard by now.
      const other = 'grid://static';
      const endOther = await client.subscribe(other);
      updated.length = 0;
      await touch();
      await until(
        'the other change was told',
        () => updated.includes(other),
        () => client.call('touch', { uri: other }),
      );
      expect(updated).not.toContain(WATCHED);
      await endOther();
    },
  },
  'list-changed': {
    title: '{client} hears that {server} has a new tool and sees it',
    run: async ({ client }) => {
      const stop = await client.hearOfTools();
      client.heard.toolsChanged = 0;
      const revealed: string[] = [];
      await until(
        'the change was told',
        () => client.heard.toolsChanged > 0,
        () => {
          revealed.push(`late_${nonce()}`);
          return client.call('reveal', { tool: revealed.at(-1) });
        },
      );
      const names = (await client.list()).tools.map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining(revealed));
      await stop();
    },
  },
  logs: {
    title: '{client} hears the log of {server} from the level it asked for, and none before it asked',
    run: async ({ client }) => {
      const { logs } = client.heard;
      const key = nonce();
      await client.call('note', { key: 'unasked' });
      await client.logFrom('warning');
      await client.call('note', { key });
      await until('the log was heard', () => logs.length > 1);
      expect(logs).toMatchObject([
        { level: 'warning', data: { said: 'warning', key } },
        { level: 'error', data: { said: 'error', key } },
      ]);
      expect(logs).toHaveLength(2);
    },
  },
  read: {
    title: '{client} reads a resource and a template of {server}',
    run: async ({ client }) => {
      const _meta = { 'grid.example/read': true };
      expect(await client.read('grid://item/seven')).toMatchObject({
        contents: [{ uri: 'grid://item/seven', mimeType: 'text/plain', text: 'item seven', _meta }],
      });
      expect(await client.read('grid://static')).toMatchObject({ contents: [{ uri: 'grid://static', _meta }] });
    },
  },
  'read-missing': {
    title: '{client} learns that {server} has no such resource',
    run: async ({ client }) => {
      // -32002 up to 2025-11-25, -32602 since; clients of both lines know both.
      const { code, message } = await failureOf(client.read('grid://nowhere'));
      expect([-32002, -32602]).toContain(code);
      expect(message).toContain('Resource not found');
    },
  },
  prompt: {
    title: '{client} gets a prompt of {server} and completes its argument',
    run: async ({ client }) => {
      expect(await client.prompt('greet', { name: 'Ada' })).toMatchObject({
        description: 'A greeting',
        messages: [{ role: 'user', content: { type: 'text', text: 'Greet Ada warmly' } }],
      });
      expect(await client.complete('greet', 'name', 'ad')).toMatchObject({ values: ['ada', 'adrian'], total: 2 });
    },
  },
  large: {
    title: '{client} gets one megabyte of {server} whole',
    run: async ({ client }) => {
      const key = nonce();
      const text = textOf(await client.call('big', { key }));
      expect(text.length).toBe(BIG_BYTES);
      expect(text.replaceAll(`${key} `, '').length).toBeLessThan(key.length + 1);
    },
  },
  'tool-error': {
    title: '{client} gets the failure of a tool of {server} as a result',
    run: async ({ client }) => {
      const answer = await client.call('fail');
      expect(answer.isError).toBe(true);
      expect(textOf(answer)).toBe('it failed, as asked');
    },
  },
  'rpc-error': {
    title: '{client} gets the JSON-RPC error of {server} with code, message and data',
    run: async ({ client }) => {
      const failure = await failureOf(client.call('boom'));
      expect(failure).toMatchObject({ code: BOOM.code, data: BOOM.data });
      expect(failure.message).toContain(BOOM.message);
    },
  },
  'unknown-tool': {
    title: '{client} learns that {server} has no such tool',
    run: async ({ client }) => expect(await failureOf(client.call('nothing'))).toMatchObject({ code: -32602 }),
  },
} satisfies Record<string, Scenario>;

export type Feature = keyof typeof SCENARIOS;
