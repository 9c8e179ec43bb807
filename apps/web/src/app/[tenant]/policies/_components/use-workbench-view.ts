'use client';

import { useEffect, useState } from 'react';

export type WorkbenchViewName = 'form' | 'text' | 'simulation';

const KEY = 'sallyport-policy-view';

const readView = (): WorkbenchViewName | null => {
  try {
    const view = window.localStorage.getItem(KEY);
    return view === 'form' || view === 'text' ? view : null;
  } catch {
    return null;
  }
};

/** Form or text, as the person chose last in this browser; the simulation is looked at, never come back to. @param isFixed  a link decides this time */
export const useWorkbenchView = (startsWith: WorkbenchViewName, isFixed: boolean) => {
  const [view, setView] = useState<WorkbenchViewName>(startsWith);
  useEffect(() => {
    const chosen = readView();
    if (chosen !== null && !isFixed) setView(chosen);
  }, [isFixed]);
  const choose = (next: WorkbenchViewName) => {
    setView(next);
    if (next === 'simulation') return;
    try {
      window.localStorage.setItem(KEY, next);
    } catch {
      // Without storage the choice lasts as long as the page.
    }
  };
  return [view, choose] as const;
};
