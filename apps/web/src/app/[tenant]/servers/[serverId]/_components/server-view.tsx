'use client';

import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { ProblemNotice } from '@/components/problem-notice';
import { Badge } from '@/components/ui/badge';
import { SkeletonRows } from '@/components/ui/skeleton';
import { TabsNav } from '@/components/ui/tabs-nav';
import { describeTransport, ServerState } from '@/features/servers';
import { useOrg } from '@/features/session';
import { PageBody, PageHeader } from '@/features/shell';
import { toProblem } from '@/lib/api/problem';
import { definitionsQuery, serverQuery } from '@/lib/api/queries';
import type { Definition, Server } from '@/lib/api/types';
import { paths } from '@/lib/paths';
import { parseServerQuery, type ServerTab } from '../filters.schema';
import { ConnectTab } from './connect-tab';
import { ConnectionTab } from './connection-tab';
import { DefinitionBrowser } from './definition-browser';
import { EnableSwitch } from './enable-switch';
import { SettingsTab } from './settings-tab';

const REFRESH_MS = 15_000;

const TAB_LABEL: Readonly<Record<ServerTab, string>> = {
  tools: 'Tools',
  prompts: 'Prompts',
  resources: 'Resources',
  instructions: 'Instructions',
  connection: 'Authorization',
  connect: 'Connect a client',
  settings: 'Settings',
};

const KINDS_OF_TAB: Readonly<Partial<Record<ServerTab, readonly Definition['kind'][]>>> = {
  tools: ['tool'],
  prompts: ['prompt'],
  resources: ['resource', 'resource_template'],
  instructions: ['instructions'],
};

export function ServerView({ initial }: { initial: Server }) {
  const { org } = useOrg();
  const { data: server } = useQuery({
    ...serverQuery(org.slug, initial.id),
    initialData: initial,
    refetchInterval: REFRESH_MS,
  });
  const definitions = useQuery({ ...definitionsQuery(org.slug, initial.id), refetchInterval: REFRESH_MS });
  const search = useSearchParams();
  const { tab, definition: selectedId, account, ticket } = parseServerQuery(Object.fromEntries(search));
  const ofTab = (candidate: ServerTab) =>
    definitions.data?.filter(({ kind }) => KINDS_OF_TAB[candidate]?.includes(kind)) ?? [];
  return (
    <>
      <PageHeader
        back={{ href: paths.servers(org.slug), label: 'Servers' }}
        title={
          <>
            {server.name}
            <ServerState server={server} />
            {server.tier === 'sensitive' && <Badge tone="hold">Sensitive</Badge>}
          </>
        }
        description={<ServerSummary server={server} />}
        actions={<EnableSwitch server={server} />}
      >
        <TabsNav
          label="Server"
          tabs={(Object.keys(TAB_LABEL) as ServerTab[]).map((candidate) => ({
            href: paths.server(org.slug, server.id, { tab: candidate }),
            label: TAB_LABEL[candidate],
            isCurrent: candidate === tab,
            ...(KINDS_OF_TAB[candidate] && definitions.data ? { count: ofTab(candidate).length } : {}),
          }))}
        />
      </PageHeader>
      <PageBody>
        {definitions.error && <ProblemNotice problem={toProblem(definitions.error)} />}
        {tab === 'connection' && <ConnectionTab server={server} account={account ?? null} ticket={ticket ?? null} />}
        {tab === 'connect' && <ConnectTab server={server} />}
        {tab === 'settings' && <SettingsTab server={server} />}
        {KINDS_OF_TAB[tab] &&
          (definitions.isPending ? (
            <SkeletonRows rows={6} className="h-9" />
          ) : (
            <DefinitionBrowser
              org={org.slug}
              server={server}
              tab={tab}
              definitions={ofTab(tab)}
              selectedId={selectedId}
            />
          ))}
      </PageBody>
    </>
  );
}

function ServerSummary({ server }: { server: Server }) {
  const parts = [
    describeTransport(server.transport),
    server.serverInfo ? `${server.serverInfo.name} ${server.serverInfo.version}` : null,
    server.protocolVersion ? `MCP ${server.protocolVersion}` : null,
    server.stateDetail || null,
  ];
  return (
    <p className="wrap-anywhere">
      <code className="font-mono text-xs">{server.slug}</code> · {parts.filter((part) => part !== null).join(' · ')}
    </p>
  );
}
