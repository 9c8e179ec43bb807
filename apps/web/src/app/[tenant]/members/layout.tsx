import type { ReactNode } from 'react';
import { MembersHeader } from './_components/members-header';

export default function MembersLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <MembersHeader />
      {children}
    </>
  );
}
