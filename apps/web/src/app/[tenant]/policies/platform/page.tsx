import type { Metadata } from 'next';
import { Badge } from '@/components/ui/badge';
import { Panel, PanelHeader } from '@/components/ui/panel';
import { YamlEditor } from '@/features/policy-editor';
import { PageBody, PageHeader, PageProblem } from '@/features/shell';
import { load } from '@/lib/api/server';
import { paths } from '@/lib/paths';
import { LevelBadge } from '../_components/level-badge';

export const metadata: Metadata = { title: 'Platform baseline' };

export default async function PlatformPolicyPage({ params }: PageProps<'/[tenant]/policies/platform'>) {
  const { tenant } = await params;
  const policy = await load((api) => api.GET('/v1/orgs/{org}/platform-policy', { params: { path: { org: tenant } } }));
  if (!policy.ok) return <PageProblem title="Platform baseline" problem={policy.problem} />;
  const { name, description, version, text } = policy.data;
  return (
    <>
      <PageHeader
        back={{ href: paths.policies(tenant), label: 'Policies' }}
        title={
          <>
            {name}
            <Badge className="numeric">Version {version}</Badge>
            <LevelBadge level="platform" group={null} />
          </>
        }
        description={description}
      />
      <PageBody className="max-w-5xl space-y-3">
        <p className="text-ink-muted text-sm">
          Ships with the product, stands above the policies of every organisation, and is read-only.
        </p>
        <Panel>
          <PanelHeader title="Text" />
          <div className="h-[65dvh]">
            <YamlEditor label="Text of the platform baseline" initialText={text} isReadOnly />
          </div>
        </Panel>
      </PageBody>
    </>
  );
}
