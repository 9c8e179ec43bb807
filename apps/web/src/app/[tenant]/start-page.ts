import { redirect } from 'next/navigation';
import { navigationOf } from '@/features/shell/navigation';
import { loadMe } from '@/lib/api/server';

/** Sends people who may not see the overview, such as developers, to the first page they may see. */
export const redirectToFirstPermitted = async (tenant: string): Promise<void> => {
  const me = await loadMe();
  const org = me.ok ? me.data.organisations.find(({ slug }) => slug === tenant) : undefined;
  if (!org) return;
  const first = navigationOf(tenant).find(({ permission }) => org.permissions.includes(permission));
  if (first && first.permission !== 'overview:read') redirect(first.href);
};
