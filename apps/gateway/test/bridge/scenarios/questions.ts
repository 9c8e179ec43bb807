import { expect } from 'vitest';
import { type Json, politeAnswers, ROOT, type ToolAnswer } from '../clients/grid-client.js';
import { GUARDED, nonce, page, URL_ELICITATION_REQUIRED } from '../peers/behaviour.js';
import { failureOf, type Scenario, textOf } from './scenario.js';

/** What a server asks while it works on a request. */
export const QUESTIONS: readonly Scenario[] = [
  {
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
  {
    title: '{client} declines the elicitation of {server}',
    run: async ({ client }) => {
      client.answers.elicit = () => ({ action: 'decline' });
      expect(textOf(await client.call('ask'))).toBe('no name: decline');
    },
  },
  {
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
  {
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
  {
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
  {
    title: '{client} is asked by a resource of {server}',
    run: async ({ client }) => {
      const name = nonce();
      client.answers.elicit = () => ({ action: 'accept', content: { name } });
      expect(JSON.stringify(await client.read(GUARDED))).toContain(`hello ${name}`);
    },
  },
  {
    title: '{client} fails to answer the questions of {server} and goes on',
    run: async ({ client }) => {
      const fail = (): Json => {
        throw new Error('nobody is here');
      };
      client.answers.sample = fail;
      await failureOf(client.call('think', { about: 'tea' }));
      client.answers.elicit = fail;
      // A modern server can only be told that the person cancelled; to a legacy one the failure itself is told.
      const outcome = await client.call('ask').then(textOf, () => 'failed');
      expect(['failed', 'no name: cancel']).toContain(outcome);
      const message = nonce();
      expect(textOf(await client.call('echo', { message }))).toBe(message);
    },
  },
  {
    title: '{client} gives up a call while {server} waits for its answer, and goes on',
    run: async ({ client }) => {
      const abort = new AbortController();
      const leave = new Promise<(reason: Error) => void>((asked) => {
        client.answers.elicit = () => new Promise((_, reject) => asked(reject));
      });
      const failure = failureOf(client.call('ask', {}, { signal: abort.signal }));
      const walkAway = await leave;
      abort.abort('never mind');
      walkAway(new Error('nobody is here'));
      await failure;
      const name = nonce();
      client.answers.elicit = () => ({ action: 'accept', content: { name } });
      expect(textOf(await client.call('ask'))).toBe(`hello ${name}`);
    },
  },
  {
    title: '{client} is asked two things at once by {server}',
    run: async ({ client }) => {
      client.answers.sample = politeAnswers().sample;
      expect(textOf(await client.call('ask_together'))).toBe(`${ROOT} Hm.`);
    },
  },
  {
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
  {
    title: '{client} tells its roots to {server}',
    run: async ({ client }) => expect(textOf(await client.call('roots'))).toBe(ROOT),
  },
];
