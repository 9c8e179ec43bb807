'use client';

import { Lock } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ProblemNotice } from '@/components/problem-notice';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { EmptyState } from '@/components/ui/empty-state';
import {
  type DetectorForm,
  DetectorFormFields,
  MODE_LABEL,
  MODE_TONE,
  ModeDialog,
  NEW_DETECTOR,
  toDefinition,
  toForm,
  useDetectorCheck,
} from '@/features/detectors';
import { useOrg, usePermission, whyNot } from '@/features/session';
import { PageBody, PageHeader } from '@/features/shell';
import type { CustomDetectorView, Detector } from '@/lib/api/detector-types';
import { toProblem } from '@/lib/api/problem';
import { paths } from '@/lib/paths';
import { useOwnDetector } from '../_hooks/use-own-detector';
import { InForcePanels } from './detector-panels';

interface DetectorEditorViewProps {
  /** Null: a new one. */
  readonly own: CustomDetectorView | null;
  /** As the catalogue has it; null for a draft. */
  readonly inForce: Detector | null;
}

/** Writes a detector of one's own: typed, checked while it is typed, turned on when its tests come out. */
export function DetectorEditorView({ own, inForce }: DetectorEditorViewProps) {
  const { org } = useOrg();
  const [form, setForm] = useState<DetectorForm>(own ? toForm(own.definition) : NEW_DETECTOR);
  const mayWrite = usePermission('detector:write');
  if (!mayWrite && !own)
    return (
      <EmptyState icon={Lock} title="You cannot write detectors">
        {whyNot(org.role, 'detector:write')}
      </EmptyState>
    );
  return (
    <>
      <EditorHeader own={own} inForce={inForce} form={form} />
      <PageBody className="max-w-4xl space-y-5">
        {inForce && <InForcePanels detector={inForce} />}
        <CheckedForm form={form} onForm={setForm} isNew={own === null} isReadOnly={!mayWrite} />
      </PageBody>
    </>
  );
}

interface CheckedFormProps {
  readonly form: DetectorForm;
  readonly onForm: (form: DetectorForm) => void;
  readonly isNew: boolean;
  readonly isReadOnly: boolean;
}

function CheckedForm({ form, onForm, isNew, isReadOnly }: CheckedFormProps) {
  const check = useDetectorCheck(toDefinition(form), !isReadOnly);
  return <DetectorFormFields form={form} onForm={onForm} check={check} isNew={isNew} isReadOnly={isReadOnly} />;
}

function EditorHeader({ own, inForce, form }: DetectorEditorViewProps & { readonly form: DetectorForm }) {
  const { org } = useOrg();
  return (
    <PageHeader
      back={{ href: paths.detectors(org.slug), label: 'Detectors' }}
      title={
        <>
          {own ? own.definition.title : 'Write a detector'}
          {inForce && <Badge tone={MODE_TONE[inForce.mode]}>{MODE_LABEL[inForce.mode]}</Badge>}
          {own?.state === 'draft' && <Badge>Draft</Badge>}
        </>
      }
      description={
        own ? (
          <code className="font-mono text-xs">{own.definition.id}</code>
        ) : (
          'For what only you know is secret: code names, customer numbers, internal addresses.'
        )
      }
      actions={<EditorActions own={own} inForce={inForce} form={form} />}
    />
  );
}

function EditorActions({ own, inForce, form }: DetectorEditorViewProps & { readonly form: DetectorForm }) {
  const { org } = useOrg();
  const router = useRouter();
  const [asking, setAsking] = useState<'delete' | 'mode' | null>(null);
  const { save, turn, remove } = useOwnDetector(own);
  const definition = toDefinition(form);
  const isChanged = !own || JSON.stringify(definition) !== JSON.stringify(toDefinition(toForm(own.definition)));
  const isBusy = save.isPending || turn.isPending || remove.isPending;
  const problem = save.error ?? turn.error;
  if (!usePermission('detector:write')) return null;
  return (
    <>
      {own && (
        <Button variant="ghost" disabled={isBusy} onClick={() => setAsking('delete')}>
          Delete
        </Button>
      )}
      {inForce && <Button onClick={() => setAsking('mode')}>Change mode</Button>}
      {own?.state === 'active' && (
        <Button busy={turn.isPending} disabled={isBusy} onClick={() => turn.mutate('draft')}>
          Make a draft again
        </Button>
      )}
      <Button
        variant={own?.state === 'draft' && !isChanged ? 'secondary' : 'primary'}
        busy={save.isPending}
        disabled={!isChanged || isBusy}
        onClick={() =>
          save.mutate(definition, {
            onSuccess: ({ definition: { id } }) => router.replace(paths.detector(org.slug, id)),
          })
        }
      >
        {own ? 'Save' : 'Save draft'}
      </Button>
      {own?.state === 'draft' && (
        <Button
          variant={isChanged ? 'secondary' : 'primary'}
          busy={turn.isPending}
          disabled={isChanged || isBusy}
          onClick={() => turn.mutate('active')}
        >
          Turn on
        </Button>
      )}
      {problem && (
        <div className="basis-full">
          <ProblemNotice problem={toProblem(problem)} />
        </div>
      )}
      {asking === 'mode' && inForce && <ModeDialog detector={inForce} onClose={() => setAsking(null)} />}
      <Dialog
        open={asking === 'delete'}
        onOpenChange={() => setAsking(null)}
        title="Delete this detector?"
        description="Gateways stop looking for it within seconds. What it found stays in your records."
        footer={
          <>
            <Button onClick={() => setAsking(null)}>Cancel</Button>
            <Button variant="danger" busy={remove.isPending} onClick={() => remove.mutate()}>
              Delete
            </Button>
          </>
        }
      >
        {remove.error ? <ProblemNotice problem={toProblem(remove.error)} /> : null}
      </Dialog>
    </>
  );
}
