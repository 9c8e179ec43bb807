import type { GridClient } from '../clients/grid-client.js';
import type { GridBehaviour } from '../peers/behaviour.js';

/** One client connected to one server, directly or through the gateway. */
export interface Cell {
  readonly client: GridClient;
  readonly server: GridBehaviour;
}

export interface Scenario {
  /** `{client}` and `{server}` stand for their words. */
  readonly title: string;
  readonly run: (cell: Cell) => Promise<void>;
}

const PATIENCE_MS = 10_000;

/** Waits until something is so; `nudge` is done again each time it is not. */
export const until = async (
  what: string,
  isSo: () => boolean,
  nudge?: () => Promise<unknown>,
  patienceMs = PATIENCE_MS,
): Promise<void> => {
  const giveUpAt = Date.now() + patienceMs;
  while (true) {
    await nudge?.();
    if (isSo()) return;
    if (Date.now() > giveUpAt) throw new Error(`It never came about that ${what}`);
    await new Promise((wake) => setTimeout(wake, 10));
  }
};

export const textOf = (answer: { content: readonly { text: string }[] }): string =>
  answer.content.map(({ text }) => text).join();

/** The error something fails with; that it succeeds is one of its own. */
export const failureOf = async (
  promise: Promise<unknown>,
): Promise<{ code?: unknown; data?: unknown; message: string }> => {
  const outcome = await promise.then(
    (value) => ({ value }),
    (err: unknown) => ({ err }),
  );
  if (!('err' in outcome) || !(outcome.err instanceof Error)) {
    throw new Error(`expected a failure, got ${JSON.stringify(outcome)}`);
  }
  return outcome.err;
};
