'use client';

import { CircleCheck } from 'lucide-react';
import { Toast as RadixToast } from 'radix-ui';
import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';

interface Message {
  readonly key: number;
  readonly title: string;
  readonly detail: string | undefined;
}

type Announce = (title: string, detail?: string) => void;

const AnnounceContext = createContext<Announce>(() => undefined);

/** Tells the person that something they did has happened. Failures are shown where they happened, never here. */
export const useAnnounce = (): Announce => useContext(AnnounceContext);

export function ToastProvider({ children }: { children: ReactNode }) {
  const [messages, setMessages] = useState<readonly Message[]>([]);
  const announce = useCallback<Announce>((title, detail) => {
    setMessages((current) => [...current.slice(-2), { key: Date.now() + Math.random(), title, detail }]);
  }, []);
  const forget = (key: number) => setMessages((current) => current.filter((message) => message.key !== key));
  return (
    <AnnounceContext value={announce}>
      <RadixToast.Provider duration={5000} swipeDirection="right">
        {children}
        {messages.map(({ key, title, detail }) => (
          <RadixToast.Root
            key={key}
            onOpenChange={(open) => !open && forget(key)}
            className="flex animate-rise items-start gap-2.5 rounded-lg bg-overlay p-3 shadow-lg"
          >
            <CircleCheck className="mt-0.5 size-4 shrink-0 text-allow" aria-hidden />
            <div className="min-w-0 wrap-anywhere">
              <RadixToast.Title className="font-medium text-sm">{title}</RadixToast.Title>
              {detail && <RadixToast.Description className="text-ink-muted text-xs">{detail}</RadixToast.Description>}
            </div>
          </RadixToast.Root>
        ))}
        <RadixToast.Viewport className="fixed right-4 bottom-4 z-50 flex w-80 max-w-[calc(100vw-2rem)] flex-col gap-2 outline-none" />
      </RadixToast.Provider>
    </AnnounceContext>
  );
}
