import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readToolsFile, toolsFileText } from './tools-file.js';

const folder = mkdtempSync(join(tmpdir(), 'sallyport-tools-'));
afterAll(() => rmSync(folder, { recursive: true }));

const holding = (text: string): string => {
  const file = join(folder, 'tools.json');
  writeFileSync(file, text);
  return file;
};

const tool = (server: string, name: string) => ({ server, name, inputSchema: { type: 'object' } });

describe('a tools file', () => {
  it('says the same after it was written and read, in one order', async () => {
    const inventory = {
      servers: [{ slug: 'files' }, { slug: 'empty' }],
      tools: [tool('files', 'write'), tool('files', 'read')],
    };
    const text = toolsFileText(inventory);
    expect(Object.keys(JSON.parse(text).servers)).toEqual(['empty', 'files']);
    const read = await readToolsFile(holding(text));
    expect(read.servers).toEqual([{ slug: 'empty' }, { slug: 'files' }]);
    expect(read.tools).toEqual([tool('files', 'read'), tool('files', 'write')]);
    expect(toolsFileText(read)).toBe(text);
  });

  it('may be what servers answer to tools/list, with all else they say', async () => {
    const file = holding('{"servers":{"s":{"tools":[{"name":"t","annotations":{}}],"nextCursor":"x"}}}');
    expect(await readToolsFile(file)).toEqual({ servers: [{ slug: 's' }], tools: [{ server: 's', name: 't' }] });
  });

  it.each([
    ['{', 'is not JSON'],
    ['{"servers":{"s":{"tools":[{"title":"t"}]}}}', 'is not as it should be at /servers/s/tools/0/name'],
    ['[]', 'is not as it should be at /'],
  ])('%s is refused with what to do', async (text, why) => {
    await expect(readToolsFile(holding(text))).rejects.toThrow(why);
    await expect(readToolsFile(holding(text))).rejects.toThrow('sallyport policy pull --tools writes one');
  });
});
