import type { Coordination } from '@sallyport/service-kit';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { bindToReplica } from './bound-id.js';
import {
  callOf,
  Heard,
  sessionOf,
  startReplica,
  type Taken,
  type TestReplica,
  useCoordination,
} from './replicas.fixture.js';

export const PATIENT = { timeout: 8_000, interval: 10 };
export const HELD = sessionOf(bindToReplica('two', 'the session'));
export const over = (heard: Heard) => vi.waitFor(() => expect(heard.isOver).toBe(true), { timeout: 8_000 });
export const stream = ({ sink }: Taken) => sink.onHead({ status: 200, stream: true, sessionId: null });

/** Two replicas for each test of the file. */
export interface Pair {
  readonly coordination: Coordination;
  readonly one: TestReplica;
  readonly two: TestReplica;
}

export const usePair = (): Pair => {
  const pair = {} as { -readonly [K in keyof Pair]: Pair[K] };
  beforeEach(async () => {
    pair.coordination = useCoordination();
    pair.one = await startReplica(pair.coordination, 'one');
    pair.two = await startReplica(pair.coordination, 'two');
  });
  afterEach(async () => {
    for (const replica of [pair.one, pair.two]) {
      replica.relay.close();
      await replica.bus.close();
    }
    await pair.coordination.close();
  });
  return pair;
};

/** Sends a call for a session of replica two at replica one, and waits until two has it. */
export const begin = async ({ one, two }: Pair, heard = new Heard(), call = callOf(HELD)) => {
  const exchange = one.router.send(call, heard);
  const taken = await vi.waitFor(() => {
    const last = two.upstream.taken.at(-1);
    if (last === undefined) throw new Error('not yet');
    return last;
  }, PATIENT);
  return { heard, exchange, taken };
};
