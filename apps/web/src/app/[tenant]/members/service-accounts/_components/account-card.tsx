'use client';

import { KeyRound } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { Deadline, RelativeTime } from '@/components/time';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Panel, PanelHeader } from '@/components/ui/panel';
import { useOrg, usePermission } from '@/features/session';
import type { ServiceAccount } from '@/lib/api/types';
import { paths } from '@/lib/paths';
import { IssueTokenDialog } from './issue-token-dialog';
import { RevokeToken } from './revoke-token';

type Token = ServiceAccount['tokens'][number];

export function AccountCard({ account }: { account: ServiceAccount }) {
  const { org } = useOrg();
  const [isIssuing, setIsIssuing] = useState(false);
  const mayWrite = usePermission('service_account:write');
  const mayReadCalls = usePermission('call:read');
  return (
    <Panel>
      <PanelHeader
        title={
          <span className="flex flex-wrap items-center gap-2">
            {account.name}
            {account.groups.map((group) => (
              <Badge key={group}>{group}</Badge>
            ))}
            {account.disabled && <Badge tone="deny">Disabled</Badge>}
          </span>
        }
        detail={account.description}
        actions={
          <>
            {mayReadCalls && (
              <Link
                href={paths.calls(org.slug, { principal: account.id })}
                prefetch={false}
                className="text-accent text-xs hover:underline"
              >
                Its calls
              </Link>
            )}
            {mayWrite && !account.disabled && (
              <Button size="sm" onClick={() => setIsIssuing(true)}>
                <KeyRound aria-hidden />
                Issue token
              </Button>
            )}
          </>
        }
      />
      {account.tokens.length === 0 ? (
        <p className="px-4 py-3 text-ink-muted text-sm">No token has been issued.</p>
      ) : (
        <ul aria-label={`Tokens of ${account.name}`} className="divide-y divide-line">
          {account.tokens.map((token) => (
            <TokenRow key={token.id} account={account} token={token} />
          ))}
        </ul>
      )}
      {isIssuing && <IssueTokenDialog account={account} onClose={() => setIsIssuing(false)} />}
    </Panel>
  );
}

function TokenRow({ account, token }: { account: ServiceAccount; token: Token }) {
  return (
    <li className="flex min-h-11 flex-wrap items-center gap-x-5 gap-y-1 px-4 py-2 text-xs">
      <code className="font-mono">{token.hint}…</code>
      <span className="text-ink-faint">
        issued <RelativeTime at={token.createdAt} />
      </span>
      <span className="text-ink-faint">
        {token.expiresAt ? <>expires {<Deadline at={token.expiresAt} />}</> : 'never expires'}
      </span>
      <span className="ml-auto">
        {token.revokedAt ? (
          <Badge tone="outline">
            Revoked <RelativeTime at={token.revokedAt} />
          </Badge>
        ) : (
          <RevokeToken account={account} token={token} />
        )}
      </span>
    </li>
  );
}
