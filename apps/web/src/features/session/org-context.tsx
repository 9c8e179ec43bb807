'use client';

import type { Permission } from '@sallyport/contracts';
import { createContext, type ReactNode, useContext } from 'react';
import type { Me, Organisation } from '@/lib/api/types';

export interface OrgContextValue {
  readonly me: Pick<Me, 'subject' | 'name' | 'email'>;
  readonly org: Organisation;
  readonly organisations: readonly Organisation[];
}

const OrgContext = createContext<OrgContextValue | null>(null);

export function OrgProvider({ value, children }: { value: OrgContextValue; children: ReactNode }) {
  return <OrgContext value={value}>{children}</OrgContext>;
}

/** The organisation whose pages are shown, and who is looking. */
export const useOrg = (): OrgContextValue => {
  const value = useContext(OrgContext);
  if (!value) throw new Error('useOrg belongs inside an organisation page');
  return value;
};

/** Whether the person may do something here. The api decides; this only keeps buttons honest. */
export const usePermission = (permission: Permission): boolean => useOrg().org.permissions.includes(permission);
