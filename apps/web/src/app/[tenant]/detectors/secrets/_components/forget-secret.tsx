'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemNotice } from '@/components/problem-notice';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { useAnnounce } from '@/components/ui/toast';
import { useOrg, usePermission } from '@/features/session';
import { browserApi } from '@/lib/api/browser';
import { registeredSecretsQuery } from '@/lib/api/detector-queries';
import { toProblem, unwrap } from '@/lib/api/problem';

export function ForgetSecret({ name }: { name: string }) {
  const { org } = useOrg();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const [isAsking, setIsAsking] = useState(false);
  const forget = useMutation({
    mutationFn: () =>
      unwrap(
        browserApi.DELETE('/v1/orgs/{org}/registered-secrets/{name}', { params: { path: { org: org.slug, name } } }),
      ),
    onSuccess: async () => {
      announce(`${name} deleted`, 'Gateways stop looking for it within seconds.');
      setIsAsking(false);
      await queries.invalidateQueries({ queryKey: registeredSecretsQuery(org.slug).queryKey });
    },
  });
  if (!usePermission('detector:write')) return null;
  return (
    <>
      <Button size="sm" variant="ghost" aria-label={`Delete ${name}`} onClick={() => setIsAsking(true)}>
        Delete
      </Button>
      <Dialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={`Delete ${name}?`}
        description="Gateways stop looking for this secret within seconds. To look for it again, its value is needed again."
        footer={
          <>
            <Button onClick={() => setIsAsking(false)}>Cancel</Button>
            <Button variant="danger" busy={forget.isPending} onClick={() => forget.mutate()}>
              Delete
            </Button>
          </>
        }
      >
        {forget.error ? <ProblemNotice problem={toProblem(forget.error)} /> : null}
      </Dialog>
    </>
  );
}
