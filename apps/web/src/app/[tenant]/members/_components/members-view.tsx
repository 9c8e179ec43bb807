'use client';

import { useQuery } from '@tanstack/react-query';
import { ListFilter, useListFilter } from '@/components/list-filter';
import { RelativeTime } from '@/components/time';
import { Badge } from '@/components/ui/badge';
import { Panel } from '@/components/ui/panel';
import { useListKeys } from '@/features/keyboard';
import { useOrg } from '@/features/session';
import { membersQuery } from '@/lib/api/queries';
import type { Member } from '@/lib/api/types';
import { initialsOf } from '@/lib/format';
import { RoleSelect } from './role-select';

interface MembersViewProps {
  readonly initial: { readonly items: Member[]; readonly nextCursor: string | null };
}

export function MembersView({ initial }: MembersViewProps) {
  const { org } = useOrg();
  const { data } = useQuery({ ...membersQuery(org.slug), initialData: initial });
  const { shown, filter } = useListFilter(
    data.items,
    ({ name, email, groups }) => `${name} ${email} ${groups.join(' ')}`,
  );
  useListKeys();
  return (
    <div className="space-y-4">
      <ListFilter label="Filter members" {...filter} />
      <Panel>
        <ul aria-label="People" className="divide-y divide-line">
          {shown.map((member) => (
            <MemberRow key={member.id} member={member} isSelf={member.id === org.memberId} />
          ))}
        </ul>
        {shown.length === 0 && <p className="px-4 py-8 text-center text-ink-muted text-sm">Nobody matches.</p>}
      </Panel>
    </div>
  );
}

function MemberRow({ member, isSelf }: { member: Member; isSelf: boolean }) {
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-2 px-4 py-2.5 md:grid-cols-[auto_minmax(0,1.4fr)_minmax(0,1fr)_7rem_10rem]">
      <span
        aria-hidden
        className="grid size-8 place-items-center rounded-full bg-accent-wash font-semibold text-accent text-xs"
      >
        {initialsOf(member.name)}
      </span>
      <span className="min-w-0">
        <span className="flex items-center gap-1.5 truncate font-medium text-sm">
          {member.name}
          {isSelf && <Badge tone="outline">You</Badge>}
        </span>
        <span className="block truncate text-ink-faint text-xs">{member.email}</span>
      </span>
      <span className="hidden min-w-0 flex-wrap gap-1 md:flex">
        {member.groups.map((group) => (
          <Badge key={group}>{group}</Badge>
        ))}
      </span>
      <span className="hidden text-ink-faint text-xs md:block">
        {member.lastSeenAt ? <RelativeTime at={member.lastSeenAt} /> : 'Never signed in'}
      </span>
      <RoleSelect member={member} />
    </li>
  );
}
