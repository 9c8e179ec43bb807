import { notFound } from 'next/navigation';
import { ProblemPage } from '@/components/problem-page';
import { OrgProvider } from '@/features/session';
import { ConsoleFrame } from '@/features/shell';
import { loadMe } from '@/lib/api/server';

/** An organisation the person is not in looks exactly like one that does not exist. */
export default async function TenantLayout({ params, children }: LayoutProps<'/[tenant]'>) {
  const { tenant } = await params;
  const loaded = await loadMe();
  if (!loaded.ok) return <ProblemPage problem={loaded.problem} />;
  const { subject, name, email, organisations } = loaded.data;
  const org = organisations.find(({ slug }) => slug === tenant) ?? notFound();
  return (
    <OrgProvider value={{ me: { subject, name, email }, org, organisations }}>
      <ConsoleFrame>{children}</ConsoleFrame>
    </OrgProvider>
  );
}
