import { createMemoryCoordination } from '@sallyport/service-kit';
import { expect, it } from 'vitest';
import { ReplicaBus } from './replica-bus.js';
import { SECRET } from './replicas.fixture.js';

it('never uses a number twice on a way, however many other replicas are spoken to in between', () => {
  const coordination = createMemoryCoordination();
  const numbers: number[] = [];
  const bus = new ReplicaBus({
    replicaId: 'one',
    secret: SECRET,
    logger: { warn: () => undefined },
    coordination: {
      ...coordination,
      degraded: false,
      publish: async (channel: string, text: string) => {
        if (channel === 'replica:two') numbers.push(Number(text.split(' ')[1]));
      },
    },
  });
  for (let round = 0; round < 3; round++) {
    for (let i = 0; i < 3; i++) bus.post('two', Buffer.from('frame'));
    for (let i = 0; i < 5_000; i++) bus.post(`made-up-${i}`, Buffer.from('frame'));
  }
  expect(numbers).toHaveLength(9);
  expect(new Set(numbers).size).toBe(9);
  // A receiver takes what is newer only.
  expect(numbers).toEqual([...numbers].sort((one, other) => one - other));
  expect(numbers.slice(0, 3)).toEqual([0, 1, 2]);
});
