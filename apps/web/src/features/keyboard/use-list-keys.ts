'use client';

import { useHotkeys } from './use-hotkeys';

/** Links marked `data-list-item` are the rows of the page's list. */
const itemsOf = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('main [data-list-item]')];

const step = (by: number): void => {
  const items = itemsOf();
  const index = items.indexOf(document.activeElement as HTMLElement);
  items[index === -1 ? 0 : Math.min(items.length - 1, Math.max(0, index + by))]?.focus();
};

/** `j` and `k` move the focus through a page's list, `/` goes to its filter; Enter follows the focused link by itself. */
export const useListKeys = (): void =>
  useHotkeys({
    j: () => step(1),
    k: () => step(-1),
    '/': (event) => {
      event.preventDefault();
      document.querySelector<HTMLInputElement>('main [data-list-filter]')?.focus();
    },
  });
