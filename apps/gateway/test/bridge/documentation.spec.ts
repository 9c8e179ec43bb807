import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { NOT_CARRIED, type NotCarriedHow } from '../../src/bridge/not-carried.js';

const PAGE = new URL('../../../../docs/guides/protocol-bridge.md', import.meta.url);

/** What the page says where a case shows itself so. */
const WORDS: Readonly<Record<NotCarriedHow, string>> = {
  error: 'the call fails with `mcp.not_bridged`',
  capability: 'not offered to the side that could ask',
  dropped: 'left out; nobody waits for it',
  refused: 'who asks is told that it is not there',
};

// Whoever wonders where a feature has gone looks it up there.
it('documents exactly what cannot be carried', () => {
  const [, section = ''] = readFileSync(PAGE, 'utf8').split('## What cannot be carried\n');
  const [, , ...rows] = section.split('\n').filter((line) => line.startsWith('|'));
  const cases = Object.values(NOT_CARRIED).map(
    ({ feature, client, server, how, why }) => `| ${[feature, client, server, WORDS[how], why].join(' | ')} |`,
  );
  expect(rows).toEqual(cases);
});
