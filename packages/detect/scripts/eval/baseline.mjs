import { wilson } from './statistics.mjs';

/** What is kept of a table: hits and totals of each row. */
export const toBaseline = (table) =>
  Object.fromEntries(
    table.flatMap(({ surface, attacks, benign }) => [
      ...attacks.map(({ name, shipped }) => [`${surface}: ${name}`, entry('attack', shipped)]),
      ...(benign === null
        ? []
        : [
            [`${surface}: benign flagged`, entry('benign', benign.shipped)],
            [`${surface}: benign blocked`, entry('benign', benign.blocked)],
          ]),
    ]),
  );

const entry = (kind, { hits, total }) => ({ kind, hits, total });

/** Sentences about rows that are worse than the baseline by more than its interval leaves room for. */
export const regressions = (before, now) =>
  Object.entries(before).flatMap(([name, { kind, hits, total }]) => {
    const current = now[name];
    if (current === undefined) return [`${name}: is measured no more`];
    const [low, high] = wilson(hits, total);
    const is = current.hits / current.total;
    const worse = kind === 'attack' ? is < low : is > high;
    const what = kind === 'attack' ? 'found' : 'stopped by mistake';
    return worse ? [`${name}: ${current.hits} of ${current.total} are ${what}; ${hits} of ${total} were`] : [];
  });
