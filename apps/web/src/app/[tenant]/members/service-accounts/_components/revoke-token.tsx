'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemNotice } from '@/components/problem-notice';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { useAnnounce } from '@/components/ui/toast';
import { useOrg, usePermission } from '@/features/session';
import { browserApi } from '@/lib/api/browser';
import { toProblem, unwrap } from '@/lib/api/problem';
import { serviceAccountsQuery } from '@/lib/api/queries';
import type { ServiceAccount } from '@/lib/api/types';

interface RevokeTokenProps {
  readonly account: ServiceAccount;
  readonly token: ServiceAccount['tokens'][number];
}

export function RevokeToken({ account, token }: RevokeTokenProps) {
  const { org } = useOrg();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const [isAsking, setIsAsking] = useState(false);
  const revoke = useMutation({
    mutationFn: () =>
      unwrap(
        browserApi.DELETE('/v1/orgs/{org}/service-accounts/{serviceAccountId}/tokens/{tokenId}', {
          params: { path: { org: org.slug, serviceAccountId: account.id, tokenId: token.id } },
        }),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: serviceAccountsQuery(org.slug).queryKey });
      announce('Token revoked', 'Gateways refuse it within seconds.');
      setIsAsking(false);
    },
  });
  if (!usePermission('service_account:write')) return null;
  return (
    <>
      <Button size="sm" variant="ghost" onClick={() => setIsAsking(true)}>
        Revoke
      </Button>
      <Dialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title="Revoke this token?"
        description={`Whatever uses ${token.hint}… of ${account.name} stops working within seconds. This cannot be undone.`}
        footer={
          <>
            <Button onClick={() => setIsAsking(false)}>Cancel</Button>
            <Button variant="danger" busy={revoke.isPending} onClick={() => revoke.mutate()}>
              Revoke
            </Button>
          </>
        }
      >
        {revoke.error ? <ProblemNotice problem={toProblem(revoke.error)} /> : null}
      </Dialog>
    </>
  );
}
