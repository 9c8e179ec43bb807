'use client';

import { useEffect, useEffectEvent } from 'react';

export type Hotkeys = Readonly<Record<string, (event: KeyboardEvent) => void>>;

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
    target.closest('[role="menu"],[role="dialog"]') !== null);

const nameOf = (event: KeyboardEvent): string =>
  `${event.metaKey || event.ctrlKey ? 'mod+' : ''}${event.key.toLowerCase()}`;

/**
 * Runs handlers for keys pressed anywhere on the page (`j`, `/`, `escape`, `mod+k`). Plain keys are left alone while the
 * person types or has a menu or dialog open.
 */
export const useHotkeys = (hotkeys: Hotkeys): void => {
  const handle = useEffectEvent((event: KeyboardEvent) => {
    const name = nameOf(event);
    const handler = hotkeys[name];
    if (!handler || event.defaultPrevented || event.altKey) return;
    if (!name.startsWith('mod+') && isTyping(event.target)) return;
    handler(event);
  });
  useEffect(() => {
    window.addEventListener('keydown', handle);
    return () => window.removeEventListener('keydown', handle);
  }, []);
};
