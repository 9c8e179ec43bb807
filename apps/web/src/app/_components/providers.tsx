'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ToastProvider } from '@/components/ui/toast';
import { TooltipProvider } from '@/components/ui/tooltip';
import { ProblemError } from '@/lib/api/problem';
import { shareNonce } from '@/lib/dom/nonce';

const RETRIES_MAX = 2;
const STALE_MS = 15_000;

/** What the api refused will be refused again; only what did not arrive is worth another try. */
const shouldRetry = (failures: number, error: Error): boolean =>
  failures < RETRIES_MAX && (!(error instanceof ProblemError) || error.problem.status >= 500);

export function Providers({ children }: { children: ReactNode }) {
  const [queries] = useState(() => {
    shareNonce();
    return new QueryClient({
      defaultOptions: { queries: { staleTime: STALE_MS, retry: shouldRetry, refetchOnWindowFocus: true } },
    });
  });
  return (
    <QueryClientProvider client={queries}>
      <TooltipProvider>
        <ToastProvider>{children}</ToastProvider>
      </TooltipProvider>
    </QueryClientProvider>
  );
}
