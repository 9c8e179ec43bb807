import type { Metadata } from 'next';
import { PageProblem } from '@/features/shell';
import { load } from '@/lib/api/server';
import { TemplateGallery } from '../_components/template-gallery';

export const metadata: Metadata = { title: 'New policy' };

export default async function NewPolicyPage({ params }: PageProps<'/[tenant]/policies/new'>) {
  const { tenant } = await params;
  const templates = await load((api) =>
    api.GET('/v1/orgs/{org}/policy-templates', { params: { path: { org: tenant } } }),
  );
  if (!templates.ok) return <PageProblem title="New policy" problem={templates.problem} />;
  return <TemplateGallery templates={templates.data.items} />;
}
