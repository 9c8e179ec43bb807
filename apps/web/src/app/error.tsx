'use client';

import { RotateCw, ServerCrash } from 'lucide-react';
import { FullPageMessage } from '@/components/full-page-message';
import { Button } from '@/components/ui/button';

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <FullPageMessage
      icon={ServerCrash}
      title="This page could not be made"
      action={
        <Button variant="primary" onClick={reset}>
          <RotateCw aria-hidden />
          Try again
        </Button>
      }
    >
      The api did not answer, or answered something unexpected. Calls through the gateway are not affected.
      {error.digest && <p className="mt-2 text-xs">Reference {error.digest}</p>}
    </FullPageMessage>
  );
}
