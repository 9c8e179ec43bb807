import { isPlainMap } from '../model/source';

const ID_MAX = 64;

/** The ids of a list's entries, empty where there is none. */
export const idsOf = (list: unknown): string[] =>
  Array.isArray(list) ? list.map((item) => (isPlainMap(item) && typeof item.id === 'string' ? item.id : '')) : [];

/** An id that no entry of a list has: the wanted one, or with the first number behind it that is free. */
export const freeId = (list: unknown, wanted: string): string => {
  const taken = new Set(idsOf(list));
  if (!taken.has(wanted)) return wanted;
  const stem = wanted.replace(/-\d+$/, '').slice(0, ID_MAX - 5);
  for (let number = 2; ; number += 1) if (!taken.has(`${stem}-${number}`)) return `${stem}-${number}`;
};
