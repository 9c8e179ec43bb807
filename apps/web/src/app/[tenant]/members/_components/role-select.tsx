'use client';

import { ROLES, type Role } from '@sallyport/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemNotice } from '@/components/problem-notice';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { NativeSelect } from '@/components/ui/field';
import { useAnnounce } from '@/components/ui/toast';
import { ROLE_LABEL, useOrg, usePermission } from '@/features/session';
import { browserApi } from '@/lib/api/browser';
import { toProblem, unwrap } from '@/lib/api/problem';
import { membersQuery } from '@/lib/api/queries';
import type { Member } from '@/lib/api/types';

/** The member's role; owners change it, after a look at what they are about to do. */
export function RoleSelect({ member }: { member: Member }) {
  const [wanted, setWanted] = useState<Role | null>(null);
  if (!usePermission('member:write')) {
    return <span className="text-right text-ink-muted text-sm md:text-left">{ROLE_LABEL[member.role]}</span>;
  }
  return (
    <>
      <NativeSelect
        aria-label={`Role of ${member.name}`}
        value={member.role}
        onChange={(event) => setWanted(event.target.value as Role)}
        className="w-36 md:w-full"
      >
        {ROLES.map((role) => (
          <option key={role} value={role}>
            {ROLE_LABEL[role]}
          </option>
        ))}
      </NativeSelect>
      {wanted && <RoleDialog member={member} role={wanted} onClose={() => setWanted(null)} />}
    </>
  );
}

function RoleDialog({ member, role, onClose }: { member: Member; role: Role; onClose: () => void }) {
  const { org } = useOrg();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const update = useMutation({
    mutationFn: () =>
      unwrap(
        browserApi.PATCH('/v1/orgs/{org}/members/{memberId}', {
          params: { path: { org: org.slug, memberId: member.id } },
          body: { role },
        }),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: membersQuery(org.slug).queryKey });
      announce(`${member.name} is now ${ROLE_LABEL[role]}`);
      onClose();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Make ${member.name} ${ROLE_LABEL[role]}?`}
      description={`They are ${ROLE_LABEL[member.role]} now. The new role applies to their next request.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" busy={update.isPending} onClick={() => update.mutate()}>
            Change role
          </Button>
        </>
      }
    >
      {update.error ? <ProblemNotice problem={toProblem(update.error)} /> : null}
    </Dialog>
  );
}
