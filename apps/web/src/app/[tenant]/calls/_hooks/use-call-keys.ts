'use client';

import { useHotkeys } from '@/features/keyboard';
import type { CallSummary } from '@/lib/api/types';

interface CallKeysOptions {
  readonly rows: readonly CallSummary[];
  readonly selectedId: string | null;
  readonly openId: string | null;
  readonly onSelect: (callId: string | null) => void;
  readonly onOpen: (callId: string) => void;
  readonly onClose: () => void;
  readonly onTogglePause: () => void;
}

export const rowElementId = (callId: string): string => `row-${callId}`;

/** `j` and `k` walk the list and take an open panel along; Enter opens, Escape closes or lets go of the selection. */
export const useCallKeys = ({
  rows,
  selectedId,
  openId,
  onSelect,
  onOpen,
  onClose,
  onTogglePause,
}: CallKeysOptions): void => {
  const move = (step: number) => {
    const index = rows.findIndex(({ id }) => id === selectedId);
    const next = rows[index === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, index + step))];
    if (!next) return;
    onSelect(next.id);
    if (openId) onOpen(next.id);
    document.getElementById(rowElementId(next.id))?.scrollIntoView({ block: 'nearest' });
  };
  useHotkeys({
    j: () => move(1),
    k: () => move(-1),
    p: onTogglePause,
    enter: (event) => {
      const isOnControl = event.target instanceof HTMLElement && event.target.closest('a, button') !== null;
      if (selectedId && !isOnControl) onOpen(selectedId);
    },
    escape: () => {
      if (openId) onClose();
      else onSelect(null);
    },
    '/': (event) => {
      event.preventDefault();
      document.getElementById('call-filter')?.focus();
    },
  });
};
