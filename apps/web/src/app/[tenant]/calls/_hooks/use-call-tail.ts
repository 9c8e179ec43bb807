'use client';

import { callSummarySchema } from '@sallyport/contracts';
import { useEffect, useEffectEvent, useState } from 'react';
import type { CallSummary } from '@/lib/api/types';

export type TailState = 'connecting' | 'live' | 'lost';

const REOPEN_MS = 4000;

interface TailHandlers {
  readonly onCall: (call: CallSummary) => void;
  /** The tail is back after a break; calls may have been missed. */
  readonly onReopened: () => void;
}

/** Calls as they happen. Reconnects by itself; the relay renews the session on the way. */
export const useCallTail = (org: string, isEnabled: boolean, handlers: TailHandlers): TailState => {
  const [state, setState] = useState<TailState>('connecting');
  const onCall = useEffectEvent((event: MessageEvent<string>) => {
    const parsed = callSummarySchema.safeParse(parseJson(event.data));
    if (parsed.success) handlers.onCall(parsed.data);
  });
  const onReopened = useEffectEvent(handlers.onReopened);
  useEffect(() => {
    if (!isEnabled) return;
    return openTail(`/api/orgs/${org}/tail`, { onCall, onReopened, onState: setState });
  }, [org, isEnabled]);
  return state;
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

interface TailEvents {
  readonly onCall: (event: MessageEvent<string>) => void;
  readonly onReopened: () => void;
  readonly onState: (state: TailState) => void;
}

/** An `EventSource` that is opened again when the server ends it for good. Returns what closes it. */
const openTail = (url: string, { onCall, onReopened, onState }: TailEvents): (() => void) => {
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wasLost = false;
  const open = () => {
    source = new EventSource(url);
    source.addEventListener('call', onCall);
    source.addEventListener('open', () => {
      onState('live');
      if (wasLost) onReopened();
      wasLost = false;
    });
    source.addEventListener('error', () => {
      onState('lost');
      wasLost = true;
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, REOPEN_MS);
    });
  };
  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
};
