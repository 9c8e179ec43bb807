import { expect } from 'vitest';
import type { Json } from '../clients/grid-client.js';
import { BIG_BYTES, BOOM, INSTRUCTIONS, nonce } from '../peers/behaviour.js';
import { PROMPTS, RESOURCES, TEMPLATES, TOOLS } from '../peers/definitions.js';
import { failureOf, type Scenario, textOf, until } from './scenario.js';

const fromHeader = (value: string | string[] | undefined): string | undefined => {
  const encoded = /^=\?base64\?(.*)\?=$/.exec(String(value))?.[1];
  return encoded === undefined ? String(value) : Buffer.from(encoded, 'base64').toString('utf8');
};

const STOPS_A_CALL: Scenario = {
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
    await until('the server heard of it', () => server.cancelled.has(key), undefined, 5_000);
    // The connection still works.
    expect(textOf(await client.call('echo', { message: key }))).toBe(key);
  },
};

const MIRRORS_AN_ARGUMENT: Scenario = {
  title: '{client} calls a tool of {server} whose argument also travels in a header',
  run: async ({ client, server }) => {
    for (const region of [nonce(), `${nonce()} 漢字`]) {
      expect(textOf(await client.call('route', { region }))).toBe(region);
      const arrived = server.ledger.of('tools/call').at(-1);
      const isModern = arrived?.headers?.['mcp-method'] !== undefined;
      if (isModern) expect(fromHeader(arrived?.headers?.['mcp-param-region'])).toBe(region);
    }
  },
};

/** What a client starts and a server answers. */
export const PLAIN: readonly Scenario[] = [
  {
    title: '{client} asks whether {server} is there',
    run: ({ client }) => client.alive(),
  },
  {
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
  {
    title: '{client} gets its own answer of {server}, with structured content and _meta',
    run: async ({ client }) => {
      const message = `${nonce()} "quoted" ünï 漢字 👩‍🚀 \u0000 end`;
      const answer = await client.call('echo', { message });
      expect(textOf(answer)).toBe(message);
      expect(answer.structuredContent).toEqual({ message });
      expect(answer._meta).toMatchObject({ 'grid.example/kept': { nested: [null, 1.5] } });
    },
  },
  {
    title: '{client} hears the progress of {server} in order',
    run: async ({ client }) => {
      const steps: unknown[] = [];
      const key = nonce();
      const onProgress = (step: { readonly progress: number }) => {
        steps.push(step);
        if (step.progress === 4) void client.call('heard', { key });
      };
      const answer = await client.call('slow', { key, steps: 4, waits: true }, { onProgress });
      expect(textOf(answer)).toBe(`done ${key}`);
      expect(steps).toEqual([1, 2, 3, 4].map((progress) => ({ progress, total: 4, message: key })));
    },
  },
  {
    title: '{client} reads a resource and a template of {server}',
    run: async ({ client }) => {
      const _meta = { 'grid.example/read': true };
      expect(await client.read('grid://item/seven')).toMatchObject({
        contents: [{ uri: 'grid://item/seven', mimeType: 'text/plain', text: 'item seven', _meta }],
      });
      expect(await client.read('grid://static')).toMatchObject({ contents: [{ uri: 'grid://static', _meta }] });
    },
  },
  {
    title: '{client} learns that {server} has no such resource',
    run: async ({ client }) => {
      // -32002 up to 2025-11-25, -32602 since; clients of both lines know both.
      const { code, message } = await failureOf(client.read('grid://nowhere'));
      expect([-32002, -32602]).toContain(code);
      expect(message).toContain('Resource not found');
    },
  },
  {
    title: '{client} gets a prompt of {server} and completes its argument',
    run: async ({ client }) => {
      expect(await client.prompt('greet', { name: 'Ada' })).toMatchObject({
        description: 'A greeting',
        messages: [{ role: 'user', content: { type: 'text', text: 'Greet Ada warmly' } }],
      });
      expect(await client.complete('greet', 'name', 'ad')).toMatchObject({ values: ['ada', 'adrian'], total: 2 });
    },
  },
  {
    title: '{client} gets one megabyte of {server} whole',
    run: async ({ client }) => {
      const key = nonce();
      const text = textOf(await client.call('big', { key }));
      expect(text.length).toBe(BIG_BYTES);
      expect(text.replaceAll(`${key} `, '').length).toBeLessThan(key.length + 1);
    },
  },
  {
    title: '{client} gets the failure of a tool of {server} as a result',
    run: async ({ client }) => {
      const answer = await client.call('fail');
      expect(answer.isError).toBe(true);
      expect(textOf(answer)).toBe('it failed, as asked');
    },
  },
  {
    title: '{client} gets the JSON-RPC error of {server} with code, message and data',
    run: async ({ client }) => {
      const failure = await failureOf(client.call('boom'));
      expect(failure).toMatchObject({ code: BOOM.code, data: BOOM.data });
      expect(failure.message).toContain(BOOM.message);
    },
  },
  {
    title: '{client} learns that {server} has no such tool',
    run: async ({ client }) => expect(await failureOf(client.call('nothing'))).toMatchObject({ code: -32602 }),
  },
  STOPS_A_CALL,
  MIRRORS_AN_ARGUMENT,
];

/** Of each definition the server has, what the client was told of it. */
const told = (definitions: readonly Json[], heard: readonly Json[], key: string): unknown[] =>
  definitions.map((definition) => heard.find((one) => one[key] === definition[key]));
