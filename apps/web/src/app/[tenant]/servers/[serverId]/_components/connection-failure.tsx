'use client';

import { useState } from 'react';
import { ProblemNotice } from '@/components/problem-notice';
import { Button } from '@/components/ui/button';
import { usePermission } from '@/features/session';
import type { Problem } from '@/lib/api/problem';
import { connectionAdvice, wantsOwnClient } from '../connection-advice';
import { ClientDialog } from './client-dialog';

/** Why a connection did not come about, what to do, and the way out that can be offered here. */
export function ConnectionFailure({ problem }: { problem: Problem }) {
  const [isSaving, setIsSaving] = useState(false);
  const mayWrite = usePermission('server:write');
  const advice = connectionAdvice(problem.problem);
  const isPlain = problem.oauthError === undefined || problem.problem === 'consent-refused';
  const code = isPlain ? '' : ` The sign-in service says ${problem.oauthError}.`;
  const detail = `${problem.detail}.${code}${advice === null ? '' : ` ${advice}`}`;
  return (
    <>
      <ProblemNotice
        problem={{ ...problem, detail }}
        action={
          mayWrite && wantsOwnClient(problem.problem) ? (
            <Button size="sm" onClick={() => setIsSaving(true)}>
              Save a client
            </Button>
          ) : null
        }
      />
      {isSaving && <ClientDialog onClose={() => setIsSaving(false)} />}
    </>
  );
}
