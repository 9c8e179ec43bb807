'use client';

import { Power } from 'lucide-react';
import { useState } from 'react';
import { ProblemNotice } from '@/components/problem-notice';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { usePermission } from '@/features/session';
import { toProblem } from '@/lib/api/problem';
import type { Server } from '@/lib/api/types';
import { useUpdateServer } from '../_hooks/use-update-server';

/** Enabling takes one click; disabling, which cuts people off, is confirmed. */
export function EnableSwitch({ server }: { server: Server }) {
  const [isAsking, setIsAsking] = useState(false);
  const update = useUpdateServer(server.id, server.enabled ? `${server.name} disabled` : `${server.name} enabled`);
  if (!usePermission('server:write')) return null;
  if (!server.enabled) {
    return (
      <Button variant="primary" busy={update.isPending} onClick={() => update.mutate({ enabled: true })}>
        <Power aria-hidden />
        Enable
      </Button>
    );
  }
  return (
    <>
      <Button onClick={() => setIsAsking(true)}>
        <Power aria-hidden />
        Disable
      </Button>
      <Dialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={`Disable ${server.name}?`}
        description="Every call to it is refused within seconds, until somebody enables it again. Calls in flight are finished."
        footer={
          <>
            <Button onClick={() => setIsAsking(false)}>Cancel</Button>
            <Button
              variant="danger"
              busy={update.isPending}
              onClick={() => update.mutate({ enabled: false }, { onSuccess: () => setIsAsking(false) })}
            >
              Disable
            </Button>
          </>
        }
      >
        {update.error ? <ProblemNotice problem={toProblem(update.error)} /> : null}
      </Dialog>
    </>
  );
}
