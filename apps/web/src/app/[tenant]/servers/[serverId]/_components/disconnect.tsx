'use client';

import { useState } from 'react';
import { ProblemNotice } from '@/components/problem-notice';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { toProblem } from '@/lib/api/problem';
import type { Connection, Server } from '@/lib/api/types';
import type { useConnection } from '../_hooks/use-connection';

interface DisconnectProps {
  readonly server: Server;
  readonly principal: Connection['principal'];
  readonly disconnect: ReturnType<typeof useConnection>['disconnect'];
}

export function Disconnect({ server, principal, disconnect }: DisconnectProps) {
  const [isAsking, setIsAsking] = useState(false);
  const whose = principal.kind === 'service_account' ? `the name of ${principal.name}` : 'your name';
  return (
    <>
      <Button size="sm" variant="ghost" onClick={() => setIsAsking(true)}>
        Disconnect
      </Button>
      <Dialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={`Disconnect ${server.name}?`}
        description={`Within seconds, calls in ${whose} are answered with a link to this page.`}
        footer={
          <>
            <Button onClick={() => setIsAsking(false)}>Cancel</Button>
            <Button
              variant="danger"
              busy={disconnect.isPending}
              onClick={() => disconnect.mutate(undefined, { onSuccess: () => setIsAsking(false) })}
            >
              Disconnect
            </Button>
          </>
        }
      >
        {disconnect.error ? <ProblemNotice problem={toProblem(disconnect.error)} /> : null}
      </Dialog>
    </>
  );
}
