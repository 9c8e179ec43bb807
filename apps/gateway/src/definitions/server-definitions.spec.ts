import { mib } from '@sallyport/contracts';
import { createInspector } from '@sallyport/detect';
import { describe, expect, it } from 'vitest';
import { ListMemory, observeEntry } from './observe-list.js';
import { DEFINITION_BYTES_MAX, type ObservedDefinition, ServerDefinitions } from './server-definitions.js';

const inspector = createInspector();

const large = (name: string, filler = 'x'): ObservedDefinition => {
  const seen = observeEntry(inspector, 'tool', { name, description: filler.repeat(mib(1)) });
  if (seen === null) throw new Error('no definition');
  return seen;
};

describe('the definitions of a server', () => {
  it('never take more memory than a report may have, and a change is noticed all the same', () => {
    let news = 0;
    const definitions = new ServerDefinitions(() => news++);
    const seen = Array.from({ length: 20 }, (_, i) => large(`tool-${i}`));
    definitions.observe('tool', seen);
    const kept = definitions.list('tool');
    expect(kept).toHaveLength(20);
    expect(JSON.stringify(kept.map(({ body }) => body)).length).toBeLessThanOrEqual(DEFINITION_BYTES_MAX);
    definitions.observe('tool', seen);
    expect(news).toBe(1);
    const changed = large('tool-19', 'y');
    definitions.observe('tool', [changed]);
    expect(news).toBe(2);
    expect(definitions.find('tool', 'tool-19')?.digest).toBe(changed.digest);
  });

  it('give room back when one becomes smaller', () => {
    const definitions = new ServerDefinitions(() => undefined);
    for (let round = 0; round < 20; round++) definitions.observe('tool', [large('same', round % 2 ? 'x' : 'y')]);
    expect(definitions.find('tool', 'same')?.body).toHaveProperty('description');
  });
});

describe('the memory of lists', () => {
  it('keeps small lists and reads large ones anew', () => {
    const memory = new ListMemory();
    let reads = 0;
    const observe = () => {
      reads++;
      return [];
    };
    for (let i = 0; i < 2; i++) memory.recall([inspector], 'tool', Buffer.from('[]'), observe);
    expect(reads).toBe(1);
    for (let i = 0; i < 2; i++) memory.recall([inspector], 'tool', Buffer.alloc(mib(1) + 1), observe);
    expect(reads).toBe(3);
    for (let i = 0; i < 17; i++) memory.recall([inspector], 'tool', Buffer.alloc(mib(1), i), observe);
    memory.recall([inspector], 'tool', Buffer.from('[]'), observe);
    expect(reads).toBe(21);
  });
});
