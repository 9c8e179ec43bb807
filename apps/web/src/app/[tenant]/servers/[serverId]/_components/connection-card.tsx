'use client';

import { Link2, Link2Off, ShieldCheck, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Deadline, RelativeTime } from '@/components/time';
import { Badge, type Tone } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Panel, PanelHeader } from '@/components/ui/panel';
import { useOrg, usePermission, whyNot } from '@/features/session';
import type { Connection, Server } from '@/lib/api/types';
import type { useConnection } from '../_hooks/use-connection';
import { Disconnect } from './disconnect';

interface ConnectionCardProps {
  readonly server: Server;
  readonly connection: Connection;
  readonly account: string | null;
  readonly actions: ReturnType<typeof useConnection>;
}

const STATE: Readonly<Record<Connection['state'], { label: string; tone: Tone; icon: typeof Link2 }>> = {
  not_needed: { label: 'Not needed', tone: 'neutral', icon: ShieldCheck },
  not_connected: { label: 'Not connected', tone: 'hold', icon: Link2Off },
  connected: { label: 'Connected', tone: 'allow', icon: Link2 },
  lapsed: { label: 'Connect again', tone: 'high', icon: TriangleAlert },
};

export function ConnectionCard({ server, connection, account, actions }: ConnectionCardProps) {
  const { label, tone, icon: Icon } = STATE[connection.state];
  return (
    <Panel>
      <PanelHeader
        title={
          <span className="flex flex-wrap items-center gap-2">
            Authorization at the server
            <Badge tone={tone}>
              <Icon aria-hidden />
              {label}
            </Badge>
          </span>
        }
        actions={<Actions server={server} connection={connection} account={account} actions={actions} />}
      />
      <p className="px-4 py-3 text-ink-muted text-sm">{explain(server, connection)}</p>
      {connection.connectedAt !== null && <Facts connection={connection} />}
    </Panel>
  );
}

const explain = (server: Server, { state, principal, missingScopes }: Connection): string => {
  const who = principal.kind === 'service_account' ? principal.name : 'you';
  switch (state) {
    case 'not_needed':
      return server.transport.kind === 'stdio'
        ? 'A hosted server runs at the gateway and has nobody to authorize at.'
        : 'The server has not asked anybody to authorize so far.';
    case 'not_connected':
      return `The server wants to know who calls. Until it is connected for ${who}, calls are answered with a link to this page.`;
    case 'connected':
      return missingScopes.length > 0
        ? 'Calls go with this authorization, but the server asked for more access. Connect again to grant it.'
        : 'Calls go with this authorization. The token of the client stays at the gateway.';
    case 'lapsed':
      return 'What was granted is not honoured any more, or the server has another address now.';
  }
};

function Actions({ server, connection, account, actions }: ConnectionCardProps) {
  const { org } = useOrg();
  const mayConnect = usePermission('server:connect');
  const mayForAccounts = usePermission('service_account:write');
  const { state } = connection;
  if (server.transport.kind === 'stdio') return null;
  const needed = account === null || mayForAccounts ? 'server:connect' : 'service_account:write';
  const isAllowed = mayConnect && (account === null || mayForAccounts);
  const isFirst = state === 'not_connected' || state === 'not_needed';
  const isUrgent = state === 'not_connected' || state === 'lapsed' || connection.missingScopes.length > 0;
  return (
    <>
      {connection.connectedAt !== null && isAllowed && (
        <Disconnect server={server} principal={connection.principal} disconnect={actions.disconnect} />
      )}
      <Button
        size="sm"
        variant={isUrgent ? 'primary' : 'secondary'}
        disabled={!isAllowed}
        title={isAllowed ? undefined : whyNot(org.role, needed)}
        busy={actions.connect.isPending || actions.finish.isPending}
        onClick={() => actions.connect.mutate()}
      >
        {isFirst ? (state === 'not_needed' ? 'Connect anyway' : 'Connect') : 'Connect again'}
      </Button>
    </>
  );
}

function Facts({ connection }: { connection: Connection }) {
  const { issuer, connectedAt, connectedBy, expiresAt, renews, scopes, missingScopes } = connection;
  return (
    <dl className="grid grid-cols-[minmax(6rem,auto)_1fr] gap-x-5 gap-y-2 border-line border-t px-4 py-3 text-sm">
      <Fact name="Connected">
        {connectedAt !== null && <RelativeTime at={connectedAt} />}
        {connectedBy !== null && ` by ${connectedBy}`}
      </Fact>
      <Fact name="Granted at">
        <code className="wrap-anywhere font-mono text-xs">{issuer}</code>
      </Fact>
      <Fact name="Token">
        {expiresAt === null ? 'does not say when it ends' : <>ends {<Deadline at={expiresAt} />}</>}
        {renews ? ', renewed by itself' : ', then somebody has to connect again'}
      </Fact>
      <Fact name="Access">
        <Scopes scopes={scopes} tone="outline" none="as the server gives it" />
      </Fact>
      {missingScopes.length > 0 && (
        <Fact name="Missing">
          <Scopes scopes={missingScopes} tone="hold" none="" />
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-faint">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

function Scopes({ scopes, tone, none }: { scopes: readonly string[]; tone: Tone; none: string }) {
  if (scopes.length === 0) return none;
  return (
    <span className="flex flex-wrap gap-1">
      {scopes.map((scope) => (
        <Badge key={scope} tone={tone} className="h-auto max-w-full whitespace-normal font-mono wrap-anywhere">
          {scope}
        </Badge>
      ))}
    </span>
  );
}
