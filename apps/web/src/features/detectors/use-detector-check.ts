'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { browserApi } from '@/lib/api/browser';
import type { DetectorCheck, DetectorDefinition } from '@/lib/api/detector-types';
import { unwrap } from '@/lib/api/problem';
import { useOrg } from '../session';

const PAUSE_MS = 350;

/** What the api thinks of a detector, a moment after the last key; null before it has said anything. */
export const useDetectorCheck = (definition: DetectorDefinition, isEnabled: boolean): DetectorCheck | null => {
  const { org } = useOrg();
  const typed = JSON.stringify(definition);
  const [settled, setSettled] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const { data } = useQuery({
    queryKey: [org.slug, 'detector-check', settled],
    queryFn: ({ signal }) =>
      unwrap(
        browserApi.POST('/v1/orgs/{org}/detector-checks', {
          params: { path: { org: org.slug } },
          body: { definition: JSON.parse(settled) as Record<string, unknown> },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    enabled: isEnabled,
  });
  return data ?? null;
};
