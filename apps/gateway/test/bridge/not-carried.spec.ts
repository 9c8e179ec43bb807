import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GridClient, Json } from './clients/grid-client.js';
import { ROOT } from './clients/grid-client.js';
import { Grid } from './grid.js';
import { nonce } from './peers/behaviour.js';
import type { ServerKind } from './peers/servers.js';
import { failureOf, until } from './scenarios/scenario.js';

const grid = new Grid();
beforeAll(() => grid.start());
afterAll(() => grid.close());

/** Whatever was left out, the two go on. */
const goesOn = async (client: GridClient): Promise<void> => {
  const message = nonce();
  expect(await client.call('echo', { message })).toMatchObject({ content: [{ text: message }] });
};

const LEGACY: readonly ServerKind[] = ['legacy', 'http-sse', 'stdio'];
const MODERN: readonly ServerKind[] = ['modern', 'stdio-modern'];

// What the eras have in common has to be carried; these are the cases of src/bridge/not-carried.ts that peers can see.
describe.each(LEGACY)('a modern client at a %s server', (kind) => {
  it('learns of no elicitation id and of no completed elicitation: it repeats its request instead', async () => {
    const client = await grid.connect('modern', kind);
    const asked: Json[] = [];
    client.answers.elicit = (params) => {
      asked.push(params);
      return { action: 'accept' };
    };
    await client.call('ask_url');
    await goesOn(client);
    expect(asked).toHaveLength(1);
    expect(asked[0]).not.toHaveProperty('elicitationId');
    expect(client.heard.completed).toEqual([]);
    await client.close();
  });

  it('is asked nothing while it completes an argument: the server gets an error', async () => {
    const client = await grid.connect('modern', kind);
    await failureOf(client.complete('greet', 'name', 'roots'));
    await goesOn(client);
    await client.close();
  });
});

describe.each(LEGACY)('a legacy client at a %s server', (kind) => {
  it('learns that an elicitation is over, and is asked while it completes an argument', async () => {
    const client = await grid.connect('legacy', kind);
    const asked: Json[] = [];
    client.answers.elicit = (params) => {
      asked.push(params);
      return { action: 'accept' };
    };
    await client.call('ask_url');
    await until('the end was told', () => client.heard.completed.length > 0);
    expect(client.heard.completed).toEqual([asked[0]?.elicitationId]);
    expect(await client.complete('greet', 'name', 'roots')).toMatchObject({ values: [ROOT] });
    await client.close();
  });
});

describe.each(MODERN)('a legacy client at a %s server', (kind) => {
  it('changes its roots without a word to the server, which asks for them again each time', async () => {
    const client = await grid.connect('legacy', kind);
    client.answers.roots = () => ({ roots: [{ uri: 'file:///before' }] });
    expect(await client.call('roots')).toMatchObject({ content: [{ text: 'file:///before' }] });
    client.answers.roots = () => ({ roots: [{ uri: 'file:///after' }] });
    await client.announceRoots();
    expect(await client.call('roots')).toMatchObject({ content: [{ text: 'file:///after' }] });
    expect(grid.server(kind).behaviour.ledger.of('notifications/roots/list_changed')).toEqual([]);
    await client.close();
  });

  it('is given an id with an elicitation by address, though the server has none', async () => {
    const client = await grid.connect('legacy', kind);
    const asked: Json[] = [];
    client.answers.elicit = (params) => {
      asked.push(params);
      return { action: 'accept' };
    };
    await client.call('ask_url');
    expect(asked).toMatchObject([{ elicitationId: expect.stringMatching(/./) }]);
    await client.close();
  });
});
