'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useOrg, usePermission } from '@/features/session';
import { type Problem, toProblem } from '@/lib/api/problem';
import { policyCheckQuery } from '@/lib/api/queries';
import type { PolicyCheck } from '@/lib/api/types';

const DEBOUNCE_MS = 350;

export interface CheckedDraft {
  /** Last answer; while `isStale`, of an earlier text. */
  readonly check: PolicyCheck | null;
  readonly isStale: boolean;
  readonly problem: Problem | null;
}

/** What the api says about the draft, a moment after typing stops. */
export const usePolicyCheck = (text: string): CheckedDraft => {
  const { org } = useOrg();
  const settled = useSettled(text, DEBOUNCE_MS);
  const mayCheck = usePermission('policy:write');
  const query = useQuery({ ...policyCheckQuery(org.slug, settled), enabled: mayCheck && settled.trim() !== '' });
  return {
    check: query.data ?? null,
    isStale: settled !== text || query.isPlaceholderData || query.isFetching,
    problem: query.error ? toProblem(query.error) : null,
  };
};

const useSettled = (value: string, delayMs: number): string => {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), delayMs);
    return () => clearTimeout(timer);
  }, [value, delayMs]);
  return settled;
};
