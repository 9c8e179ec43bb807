import { LEGACY_VERSIONS } from '@sallyport/mcp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { initializeMessage, post } from '../harness/raw-client.js';
import { Grid } from './grid.js';
import { SERVER_KINDS } from './peers/servers.js';

const grid = new Grid();
beforeAll(() => grid.start());
afterAll(() => grid.close());

describe.each(SERVER_KINDS)('at a %s server', (kind) => {
  it('a client of both eras finds the modern one', async () => {
    const client = await grid.connect('auto', kind);
    expect(client.revision).toBe('2026-07-28');
    expect(await client.call('echo', { message: 'both' })).toMatchObject({ content: [{ text: 'both' }] });
    await client.close();
  });

  it.each(LEGACY_VERSIONS)('a client that names %s is served in it', async (version) => {
    const answer = await post(grid.endpoint(grid.ada, kind), grid.ada.token, initializeMessage(version));
    const [event = answer.body] = answer.events();
    expect(JSON.parse(event)).toMatchObject({ result: { protocolVersion: version } });
  });
});
