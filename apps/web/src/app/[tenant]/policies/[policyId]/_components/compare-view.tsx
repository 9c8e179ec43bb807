'use client';

import { useRouter } from 'next/navigation';
import { useId } from 'react';
import { NativeSelect } from '@/components/ui/field';
import { TwoUpDiff } from '@/features/diff';
import { useOrg } from '@/features/session';
import { PageBody, PageHeader } from '@/features/shell';
import type { Policy, PolicyVersion, PolicyVersionText } from '@/lib/api/types';
import { paths } from '@/lib/paths';
import { ChangeList } from '../../_components/change-list';

interface CompareViewProps {
  readonly policy: Policy;
  readonly versions: readonly PolicyVersion[];
  readonly before: PolicyVersionText;
  readonly after: PolicyVersionText;
}

/** Any two versions side by side. */
export function CompareView({ policy, versions, before, after }: CompareViewProps) {
  const { org } = useOrg();
  const router = useRouter();
  const go = (from: number, to: number) =>
    router.replace(paths.comparePolicyVersions(org.slug, policy.id, { from, to }));
  return (
    <>
      <PageHeader
        title="Compare versions"
        description={policy.name}
        back={{ href: paths.policyVersions(org.slug, policy.id), label: 'Versions' }}
        actions={
          <>
            <VersionSelect
              label="From"
              versions={versions}
              value={before.version}
              onChange={(from) => go(from, after.version)}
            />
            <VersionSelect
              label="To"
              versions={versions}
              value={after.version}
              onChange={(to) => go(before.version, to)}
            />
          </>
        }
      />
      <PageBody className="space-y-4">
        <ChangeList before={before.text} after={after.text} />
        <TwoUpDiff
          before={before.text}
          after={after.text}
          beforeLabel={`Version ${before.version}, ${before.publishedBy}`}
          afterLabel={`Version ${after.version}, ${after.publishedBy}`}
          label={`From version ${before.version} to version ${after.version}`}
        />
      </PageBody>
    </>
  );
}

interface VersionSelectProps {
  readonly label: string;
  readonly versions: readonly PolicyVersion[];
  readonly value: number;
  readonly onChange: (version: number) => void;
}

function VersionSelect({ label, versions, value, onChange }: VersionSelectProps) {
  const id = useId();
  return (
    <span className="flex items-center gap-2">
      <label htmlFor={id} className="text-ink-muted text-sm">
        {label}
      </label>
      <NativeSelect id={id} value={value} onChange={(event) => onChange(Number(event.target.value))} className="w-40">
        {versions.map(({ version, note }) => (
          <option key={version} value={version}>
            v{version} {note}
          </option>
        ))}
      </NativeSelect>
    </span>
  );
}
