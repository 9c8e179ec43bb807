'use client';

import { Pencil } from 'lucide-react';
import Link from 'next/link';
import { AbsoluteTime } from '@/components/time';
import { Badge } from '@/components/ui/badge';
import { buttonStyle } from '@/components/ui/button';
import { Panel, PanelHeader } from '@/components/ui/panel';
import { DiffView } from '@/features/diff';
import { YamlEditor } from '@/features/policy-editor';
import { useOrg, usePermission } from '@/features/session';
import { PageBody, PageHeader } from '@/features/shell';
import type { Policy, PolicyVersionText } from '@/lib/api/types';
import { cn } from '@/lib/cn';
import { paths } from '@/lib/paths';

interface VersionViewProps {
  readonly policy: Policy;
  readonly shown: PolicyVersionText;
  /** Text of the version before; null for the first. */
  readonly previousText: string | null;
  readonly line: number | undefined;
}

export function VersionView({ policy, shown, previousText, line }: VersionViewProps) {
  const { org } = useOrg();
  const isInForce = shown.version === policy.version;
  const mayEdit = usePermission('policy:write');
  return (
    <>
      <PageHeader
        back={{ href: paths.policyVersions(org.slug, policy.id), label: 'Versions' }}
        title={
          <>
            {policy.name}
            <Badge className="numeric">Version {shown.version}</Badge>
            {isInForce && <Badge tone="allow">In force</Badge>}
          </>
        }
        description={
          <>
            Published by {shown.publishedBy}, <AbsoluteTime at={shown.publishedAt} className="numeric" />
            {shown.note && `: ${shown.note}`}
          </>
        }
        actions={
          mayEdit && (
            <Link
              href={paths.policy(org.slug, policy.id, isInForce ? { line } : { from: shown.version })}
              className={buttonStyle()}
            >
              <Pencil aria-hidden />
              {isInForce ? 'Edit' : 'Edit from this version'}
            </Link>
          )
        }
      />
      <PageBody className={cn('grid items-start gap-5', previousText !== null && 'xl:grid-cols-2')}>
        <Panel>
          <PanelHeader title="Text" />
          <div className="h-[65dvh]">
            <YamlEditor
              label={`Text of version ${shown.version}`}
              initialText={shown.text}
              initialLine={line}
              isReadOnly
            />
          </div>
        </Panel>
        {previousText !== null && (
          <section className="space-y-2">
            <h2 className="font-semibold text-sm">Changes since version {shown.version - 1}</h2>
            <DiffView label={`Changes since version ${shown.version - 1}`} before={previousText} after={shown.text} />
          </section>
        )}
      </PageBody>
    </>
  );
}
