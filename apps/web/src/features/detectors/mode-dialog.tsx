'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ProblemNotice } from '@/components/problem-notice';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Textarea } from '@/components/ui/field';
import { useAnnounce } from '@/components/ui/toast';
import { browserApi } from '@/lib/api/browser';
import { detectorsQuery } from '@/lib/api/detector-queries';
import type { Detector, DetectorMode } from '@/lib/api/detector-types';
import { toProblem, unwrap } from '@/lib/api/problem';
import { useOrg } from '../session';
import { MODE_LABEL, MODE_MEANING } from './detector-text';

const MODES: readonly DetectorMode[] = ['on', 'observe', 'off'];
const REASON_CHARS_MIN = 3;

interface ModeDialogProps {
  readonly detector: Detector;
  readonly onClose: () => void;
}

/** Changes how a detector works for everybody in the organisation; why stands beside it from then on. */
export function ModeDialog({ detector, onClose }: ModeDialogProps) {
  const [mode, setMode] = useState(detector.mode);
  const [reason, setReason] = useState('');
  const change = useSetMode(detector, onClose);
  const isReady = mode !== detector.mode && reason.trim().length >= REASON_CHARS_MIN;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={detector.title}
      description="For every call of your organisation, within seconds."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            disabled={!isReady}
            busy={change.isPending}
            onClick={() => change.mutate({ mode, reason: reason.trim() })}
          >
            Set mode
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        {change.error && <ProblemNotice problem={toProblem(change.error)} />}
        <fieldset className="space-y-1.5">
          <legend className="mb-1 font-medium text-sm">Mode</legend>
          {MODES.map((choice) => (
            <label key={choice} className="flex cursor-pointer items-start gap-2.5 rounded-md border border-line p-2.5">
              <input
                type="radio"
                name="mode"
                className="mt-0.5 accent-accent"
                checked={mode === choice}
                onChange={() => setMode(choice)}
              />
              <span className="text-sm">
                <span className="font-medium">{choice === 'observe' ? 'Observe' : MODE_LABEL[choice]}</span>
                <span className="block text-ink-muted text-xs">{MODE_MEANING[choice]}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <Field label="Why" hint="It stands beside the mode, and in the activity of your organisation.">
          {(ids) => (
            <Textarea
              {...ids}
              value={reason}
              maxLength={500}
              placeholder="Our build logs hold test keys"
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
      </div>
    </Dialog>
  );
}

const useSetMode = ({ id, title }: Detector, onDone: () => void) => {
  const { org } = useOrg();
  const router = useRouter();
  const queries = useQueryClient();
  const announce = useAnnounce();
  return useMutation({
    mutationFn: (body: { mode: DetectorMode; reason: string }) =>
      unwrap(
        browserApi.PATCH('/v1/orgs/{org}/detectors/{detectorId}', {
          params: { path: { org: org.slug, detectorId: id } },
          body,
        }),
      ),
    onSuccess: async ({ mode }) => {
      await queries.invalidateQueries({ queryKey: detectorsQuery(org.slug).queryKey });
      announce(`${title}: ${MODE_LABEL[mode].toLowerCase()}`, 'Gateways know within seconds.');
      router.refresh();
      onDone();
    },
  });
};
