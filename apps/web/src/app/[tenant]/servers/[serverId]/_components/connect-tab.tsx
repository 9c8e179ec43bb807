import { KeyRound } from 'lucide-react';
import Link from 'next/link';
import { CopyButton } from '@/components/copy-button';
import { Panel, PanelHeader } from '@/components/ui/panel';
import { ConnectPanel, TOKEN_PLACEHOLDER } from '@/features/connect';
import { useOrg, usePermission } from '@/features/session';
import type { Server } from '@/lib/api/types';
import { paths } from '@/lib/paths';

export function ConnectTab({ server }: { server: Server }) {
  const { org } = useOrg();
  const seesAccounts = usePermission('service_account:read');
  return (
    <div className="grid max-w-4xl gap-5">
      <Panel>
        <PanelHeader title="Address" detail="what clients use in place of the server's own" />
        <p className="flex items-center gap-2 px-4 py-3">
          <code className="wrap-anywhere min-w-0 font-mono text-sm">{server.mcpUrl}</code>
          <CopyButton text={server.mcpUrl} label="Copy address" />
        </p>
      </Panel>
      <Panel>
        <PanelHeader title="Configuration" />
        <ConnectPanel connection={{ name: server.slug, url: server.mcpUrl, token: TOKEN_PLACEHOLDER }} />
        <p className="flex items-start gap-2 border-line border-t px-4 py-3 text-ink-muted text-sm">
          <KeyRound className="mt-0.5 size-4 shrink-0 text-ink-faint" aria-hidden />
          <span>
            Replace <code className="font-mono text-xs">{TOKEN_PLACEHOLDER}</code> with the token of a service account.{' '}
            {seesAccounts ? (
              <Link href={paths.serviceAccounts(org.slug)} className="text-accent underline underline-offset-2">
                Issue one
              </Link>
            ) : (
              'Ask your security team for one.'
            )}
          </span>
        </p>
      </Panel>
    </div>
  );
}
