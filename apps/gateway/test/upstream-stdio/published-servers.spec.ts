import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { call, lastMessage, openSession, request, resultOf, serverEntry, textOf } from '../upstream-harness.js';
import { folder, start, tool } from './fixture.js';

describe('with published servers', () => {
  it('serves files of its folder and nothing outside it', async () => {
    const root = folder();
    writeFileSync(join(root, 'hello.txt'), 'grüße');
    const upstream = start({ args: [serverEntry('filesystem'), root] });
    const session = await openSession(upstream);
    expect(upstream.health).toMatchObject({ state: 'up', serverInfo: { name: expect.any(String) } });
    const { tools } = resultOf(await call(upstream, request(1, 'tools/list', {}, { session }))) as { tools: unknown[] };
    expect(tools.length).toBeGreaterThan(10);
    const read = await call(upstream, tool('r', 'read_text_file', { path: join(root, 'hello.txt') }, { session }));
    expect(textOf(read)).toBe('grüße');
    expect(lastMessage(read).id).toBe('r');
    expect(resultOf(await call(upstream, tool(2, 'read_text_file', { path: '/etc/hostname' })))).toMatchObject({
      isError: true,
    });
  });

  it('keeps a memory that all clients of the organisation share', async () => {
    const upstream = start({
      args: [serverEntry('memory')],
      env: { MEMORY_FILE_PATH: join(folder(), 'memory.jsonl') },
    });
    const entities = [{ name: 'gate', entityType: 'thing', observations: ['has two doors'] }];
    await call(upstream, tool(1, 'create_entities', { entities }));
    expect(textOf(await call(upstream, tool(1, 'read_graph')))).toContain('has two doors');
  });
});
