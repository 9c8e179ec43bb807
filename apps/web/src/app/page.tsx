import { ChevronRight, UserRoundX } from 'lucide-react';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { FullPageMessage } from '@/components/full-page-message';
import { Logo } from '@/components/logo';
import { ProblemPage } from '@/components/problem-page';
import { ROLE_LABEL } from '@/features/session/roles';
import { loadMe } from '@/lib/api/server';
import { paths } from '@/lib/paths';

export default async function StartPage() {
  const loaded = await loadMe();
  if (!loaded.ok) return <ProblemPage problem={loaded.problem} />;
  const me = loaded.data;
  const [first, ...others] = me.organisations;
  if (!first) {
    return (
      <FullPageMessage icon={UserRoundX} title="You are in no organisation yet">
        You are signed in as {me.email}. Ask an owner of your organisation to add you.
      </FullPageMessage>
    );
  }
  if (others.length === 0) redirect(paths.overview(first.slug));
  return (
    <main className="grid min-h-dvh place-items-center px-6 py-12">
      <div className="w-full max-w-sm">
        <Logo className="size-9" />
        <h1 className="mt-6 font-semibold text-xl">Choose an organisation</h1>
        <ul className="mt-4 divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface">
          {me.organisations.map(({ slug, name, role }) => (
            <li key={slug}>
              <Link href={paths.overview(slug)} className="flex items-center gap-3 px-4 py-3 hover:bg-raised">
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium">{name}</span>
                  <span className="block text-ink-faint text-xs">{ROLE_LABEL[role]}</span>
                </span>
                <ChevronRight className="size-4 text-ink-faint" aria-hidden />
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </main>
  );
}
