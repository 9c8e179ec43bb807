'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemNotice } from '@/components/problem-notice';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Textarea } from '@/components/ui/field';
import { useAnnounce } from '@/components/ui/toast';
import { useOrg } from '@/features/session';
import { browserApi } from '@/lib/api/browser';
import { detectorBundlesQuery } from '@/lib/api/detector-queries';
import { toProblem, unwrap } from '@/lib/api/problem';
import { readSignedBundle } from '../read-signed-bundle';

/** Takes a bundle as its signer gave it: a file, or its text. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('');
  const signed = readSignedBundle(text);
  const importing = useImport(onClose);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Import a bundle"
      description="It has to be signed by a key this installation trusts."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            disabled={signed === null}
            busy={importing.isPending}
            onClick={() => signed && importing.mutate(signed)}
          >
            Import
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        {importing.error && <ProblemNotice problem={toProblem(importing.error)} />}
        <Field label="File">
          {(ids) => (
            <input
              {...ids}
              type="file"
              accept="application/json,.json"
              className="block w-full text-sm file:mr-3 file:h-8 file:rounded-md file:border file:border-line-strong file:bg-surface file:px-3 file:font-medium file:text-sm"
              onChange={async (event) => setText((await event.target.files?.[0]?.text()) ?? '')}
            />
          )}
        </Field>
        <Field
          label="Or its text"
          error={
            text.trim() !== '' && signed === null
              ? 'This is not a signed bundle: that is JSON with payload, keyId and signature.'
              : undefined
          }
        >
          {(ids) => (
            <Textarea
              {...ids}
              value={text}
              rows={6}
              spellCheck={false}
              className="font-mono text-xs"
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
      </div>
    </Dialog>
  );
}

const useImport = (onDone: () => void) => {
  const { org } = useOrg();
  const queries = useQueryClient();
  const announce = useAnnounce();
  return useMutation({
    mutationFn: (body: NonNullable<ReturnType<typeof readSignedBundle>>) =>
      unwrap(browserApi.POST('/v1/orgs/{org}/detector-bundles', { params: { path: { org: org.slug } }, body })),
    onSuccess: async ({ name, version, percent }) => {
      await queries.invalidateQueries({ queryKey: detectorBundlesQuery(org.slug).queryKey });
      announce(`${name} ${version} imported`, `It begins with ${percent} % of people and agents.`);
      onDone();
    },
  });
};
