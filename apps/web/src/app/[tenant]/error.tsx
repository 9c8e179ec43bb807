'use client';

import { RotateCw, ServerCrash } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

/** A page that broke; the frame around it stays usable. */
export default function TenantError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <div role="alert">
      <EmptyState
        icon={ServerCrash}
        title="This page could not be shown"
        action={
          <Button variant="primary" onClick={reset}>
            <RotateCw aria-hidden />
            Try again
          </Button>
        }
      >
        Something went wrong on our side. Calls through the gateway are not affected.
        {error.digest && <p className="mt-2 text-xs">Reference {error.digest}</p>}
      </EmptyState>
    </div>
  );
}
