'use client';

import { useQuery } from '@tanstack/react-query';
import { Pencil, Undo2 } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { AbsoluteTime } from '@/components/time';
import { Badge } from '@/components/ui/badge';
import { Button, buttonStyle } from '@/components/ui/button';
import { Panel, PanelHeader } from '@/components/ui/panel';
import { TwoUpDiff } from '@/features/diff';
import { blameGutter, YamlEditor } from '@/features/policy-editor';
import { useOrg, usePermission } from '@/features/session';
import { PageBody, PageHeader } from '@/features/shell';
import { policyBlameQuery } from '@/lib/api/queries';
import type { Policy, PolicyVersionText } from '@/lib/api/types';
import { paths } from '@/lib/paths';
import { RevertDialog } from './revert-dialog';

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
  const mayEdit = usePermission('policy:write') && policy.managedBy === null;
  const mayRevert = usePermission('policy:publish') && !isInForce;
  const [isReverting, setIsReverting] = useState(false);
  const blame = useQuery({ ...policyBlameQuery(org.slug, policy.id, policy.version), enabled: isInForce }).data;
  const written = isInForce ? blame?.ranges : undefined;
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
          <>
            {mayRevert && (
              <Button onClick={() => setIsReverting(true)}>
                <Undo2 aria-hidden />
                Revert to this
              </Button>
            )}
            {mayEdit && (
              <Link
                href={paths.policy(org.slug, policy.id, isInForce ? { line } : { from: shown.version })}
                className={buttonStyle()}
              >
                <Pencil aria-hidden />
                {isInForce ? 'Edit' : 'Edit from this version'}
              </Link>
            )}
          </>
        }
      />
      <PageBody className="space-y-5">
        <Panel>
          <PanelHeader title="Text" {...(isInForce ? { detail: 'With the version that wrote each line' } : {})} />
          <div className="h-[65dvh]">
            <YamlEditor
              key={written ? 'blamed' : 'plain'}
              label={`Text of version ${shown.version}`}
              initialText={shown.text}
              initialLine={line}
              more={written ? blameGutter(written) : []}
              isReadOnly
            />
          </div>
        </Panel>
        {previousText !== null && (
          <section className="space-y-2">
            <h2 className="font-semibold text-sm">Changes since version {shown.version - 1}</h2>
            <TwoUpDiff
              label={`Changes since version ${shown.version - 1}`}
              before={previousText}
              after={shown.text}
              beforeLabel={`Version ${shown.version - 1}`}
              afterLabel={`Version ${shown.version}`}
            />
          </section>
        )}
      </PageBody>
      {isReverting && <RevertDialog policy={policy} toVersion={shown.version} onClose={() => setIsReverting(false)} />}
    </>
  );
}
