import { expect } from 'vitest';
import { nonce, WATCHED } from '../peers/behaviour.js';
import { type Scenario, until } from './scenario.js';

/** What a server says because its client wanted to hear of it. */
export const CHANGES: readonly Scenario[] = [
  {
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
  {
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
  {
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
];
