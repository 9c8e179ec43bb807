'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { simulationQuery, simulationsQuery } from '@/lib/api/analysis-queries';
import type { Simulation, SimulationSummary } from '@/lib/api/analysis-types';
import { browserApi } from '@/lib/api/browser';
import { type Problem, toProblem, unwrap } from '@/lib/api/problem';
import { useOrg, usePermission } from '../session';
import { useTextDigest } from './use-text-digest';

const POLL_MS = 700;

interface Started {
  readonly id: string;
  readonly text: string;
}

export interface SimulationOfDraft {
  readonly simulation: Simulation | null;
  /** Whether it is about the text as it is now. */
  readonly isOfThisText: boolean;
  readonly isRunning: boolean;
  readonly isStarting: boolean;
  readonly problem: Problem | null;
  readonly start: (days: number) => void;
  readonly cancel: () => void;
}

export const isUnderWay = (state: SimulationSummary['state']): boolean => state === 'queued' || state === 'running';

/**
 * The simulation of a text: one started here, else the newest that is still running or is about this very text, so that
 * closing the tab or opening the publish dialog loses nothing.
 */
export const useSimulation = (policyId: string | null, text: string): SimulationOfDraft => {
  const { org } = useOrg();
  const queries = useQueryClient();
  const digest = useTextDigest(text);
  const [started, setStarted] = useState<Started | null>(null);
  const recent = useQuery({
    ...simulationsQuery(org.slug, policyId ?? undefined),
    enabled: usePermission('policy:read'),
  });
  const found = findSimulation(recent.data?.items ?? [], policyId, digest);
  const id = started?.id ?? found?.id ?? null;
  const query = useQuery({
    ...simulationQuery(org.slug, id ?? ''),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data.state) ? POLL_MS : false),
  });
  const remember = (simulation: Simulation) => {
    queries.setQueryData(simulationQuery(org.slug, simulation.id).queryKey, simulation);
    void queries.invalidateQueries({ queryKey: [org.slug, 'simulations', 'of'] });
  };
  const create = useMutation({
    mutationFn: (days: number) =>
      unwrap<Simulation>(
        browserApi.POST('/v1/orgs/{org}/policy-simulations', {
          params: { path: { org: org.slug } },
          body: { text, days, ...(policyId ? { policyId } : {}) },
        }),
      ),
    onSuccess: (simulation) => {
      setStarted({ id: simulation.id, text });
      remember(simulation);
    },
  });
  const cancel = useMutation({
    mutationFn: (simulationId: string) =>
      unwrap(
        browserApi.POST('/v1/orgs/{org}/policy-simulations/{simulationId}/cancellation', {
          params: { path: { org: org.slug, simulationId } },
        }),
      ),
    onSuccess: remember,
  });
  const simulation = query.data ?? null;
  const error = create.error ?? cancel.error ?? query.error;
  return {
    simulation,
    isOfThisText:
      simulation !== null &&
      (simulation.textDigest === digest || (simulation.id === started?.id && started.text === text)),
    isRunning: simulation !== null && isUnderWay(simulation.state),
    isStarting: create.isPending,
    problem: error ? toProblem(error) : null,
    start: (days) => create.mutate(days),
    cancel: () => id !== null && cancel.mutate(id),
  };
};

const findSimulation = (
  simulations: readonly SimulationSummary[],
  policyId: string | null,
  digest: string | null,
): SimulationSummary | undefined =>
  simulations
    .filter((simulation) => simulation.policyId === policyId)
    .find(({ state, textDigest }) => isUnderWay(state) || (state === 'done' && textDigest === digest));
