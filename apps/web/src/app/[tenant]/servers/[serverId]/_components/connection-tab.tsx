'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { ProblemNotice } from '@/components/problem-notice';
import { Field, NativeSelect } from '@/components/ui/field';
import { SkeletonRows } from '@/components/ui/skeleton';
import { useOrg, usePermission } from '@/features/session';
import { toProblem } from '@/lib/api/problem';
import { connectionQuery, serviceAccountsQuery } from '@/lib/api/queries';
import type { Server } from '@/lib/api/types';
import { paths } from '@/lib/paths';
import { useConnection } from '../_hooks/use-connection';
import { ConnectionCard } from './connection-card';
import { ConnectionFailure } from './connection-failure';

interface ConnectionTabProps {
  readonly server: Server;
  /** Service account that is looked at; null for oneself. */
  readonly account: string | null;
  /** What an authorization server's redirect left. */
  readonly ticket: string | null;
}

export function ConnectionTab({ server, account, ticket }: ConnectionTabProps) {
  const { org } = useOrg();
  const connection = useQuery(connectionQuery(org.slug, server.id, account));
  const actions = useConnection(server, account);
  useFinish(server, account, ticket, actions.finish.mutate);
  const failure = actions.connect.error ?? actions.finish.error ?? actions.disconnect.error;
  return (
    <div className="grid max-w-3xl gap-5">
      <SubjectPicker server={server} account={account} />
      {failure && <ConnectionFailure problem={toProblem(failure)} />}
      {connection.error && <ProblemNotice problem={toProblem(connection.error)} />}
      {connection.isPending && <SkeletonRows rows={3} className="h-9" />}
      {connection.data && (
        <ConnectionCard server={server} connection={connection.data} account={account} actions={actions} />
      )}
    </div>
  );
}

/** Redeems the ticket of the address once, and takes it out of the address. */
function useFinish(server: Server, account: string | null, ticket: string | null, finish: (ticket: string) => void) {
  const { org } = useOrg();
  const router = useRouter();
  const redeemed = useRef<string | null>(null);
  useEffect(() => {
    if (ticket === null || redeemed.current === ticket) return;
    redeemed.current = ticket;
    router.replace(paths.server(org.slug, server.id, { tab: 'connection', account }));
    finish(ticket);
  }, [ticket, account, finish, org.slug, server.id, router]);
}

function SubjectPicker({ server, account }: { server: Server; account: string | null }) {
  const { org, me } = useOrg();
  const router = useRouter();
  const seesAccounts = usePermission('service_account:read');
  const accounts = useQuery({ ...serviceAccountsQuery(org.slug), enabled: seesAccounts });
  if (!seesAccounts) return null;
  const show = (id: string) =>
    router.replace(paths.server(org.slug, server.id, { tab: 'connection', account: id === '' ? null : id }));
  return (
    <Field label="Whose connection" hint="Each person and each service account connects for itself.">
      {(ids) => (
        <NativeSelect {...ids} className="max-w-sm" value={account ?? ''} onChange={({ target }) => show(target.value)}>
          <option value="">{`${me.name} (you)`}</option>
          {accounts.data?.items.map(({ id, name }) => (
            <option key={id} value={id}>
              {`${name} (service account)`}
            </option>
          ))}
        </NativeSelect>
      )}
    </Field>
  );
}
