'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useAnnounce } from '@/components/ui/toast';
import { useOrg } from '@/features/session';
import { browserApi } from '@/lib/api/browser';
import { customDetectorsQuery, detectorsQuery } from '@/lib/api/detector-queries';
import type { CustomDetectorView, DetectorDefinition } from '@/lib/api/detector-types';
import { unwrap } from '@/lib/api/problem';
import { paths } from '@/lib/paths';

/** What can be done with a detector of one's own. @param own  null: there is none yet */
export const useOwnDetector = (own: CustomDetectorView | null) => {
  const { org } = useOrg();
  const router = useRouter();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const path = { org: org.slug, detectorId: own?.definition.id ?? '' };
  const forgetLists = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: customDetectorsQuery(org.slug).queryKey }),
      queries.invalidateQueries({ queryKey: detectorsQuery(org.slug).queryKey }),
    ]);
  const brought = async (text: string, detail: string): Promise<void> => {
    await forgetLists();
    announce(text, detail);
    router.refresh();
  };
  const update = (body: { definition?: DetectorDefinition; state?: 'draft' | 'active' }) =>
    unwrap(
      browserApi.PATCH('/v1/orgs/{org}/custom-detectors/{detectorId}', {
        params: { path },
        body: { revision: own?.revision ?? 1, ...body },
      }),
    );
  const save = useMutation({
    mutationFn: (definition: DetectorDefinition) =>
      own
        ? update({ definition })
        : unwrap(
            browserApi.POST('/v1/orgs/{org}/custom-detectors', {
              params: { path: { org: org.slug } },
              body: { definition },
            }),
          ),
    onSuccess: ({ state }) =>
      brought('Saved', state === 'active' ? 'Gateways know within seconds.' : 'A draft: no gateway has it yet.'),
  });
  const turn = useMutation({
    mutationFn: (state: 'draft' | 'active') => update({ state }),
    onSuccess: ({ state }) =>
      state === 'active'
        ? brought('Turned on', 'Gateways look for it within seconds.')
        : brought('A draft again', 'Gateways stop looking for it within seconds.'),
  });
  const remove = useMutation({
    mutationFn: () => unwrap(browserApi.DELETE('/v1/orgs/{org}/custom-detectors/{detectorId}', { params: { path } })),
    // Its page is no more: whoever deletes goes elsewhere.
    onSuccess: async () => {
      await forgetLists();
      announce('Deleted', 'Gateways stop looking for it within seconds.');
      router.push(paths.detectors(org.slug));
    },
  });
  return { save, turn, remove };
};
