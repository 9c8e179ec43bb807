'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useOrg } from '@/features/session';
import { type Problem, toProblem } from '@/lib/api/problem';
import type { Policy, PolicyDraft } from '@/lib/api/types';
import { readBackup, writeBackup } from './draft-backup';
import { forgetDraft, recallDraft, recallSaving, rememberDraft, rememberSaving } from './draft-memory';
import { createDraft, updateDraft } from './draft-saver';

const AUTOSAVE_MS = 900;

interface DraftStart {
  /** The policy that is changed; null for a new one. */
  readonly policy: Policy | null;
  /** The draft to go on with; null when editing has not begun. */
  readonly draft: PolicyDraft | null;
  /** Text to begin with instead, such as that of an older version. */
  readonly text?: string | undefined;
}

export interface ServerDraft {
  readonly text: string;
  readonly draft: PolicyDraft | null;
  /** The text is not the one in force. */
  readonly isDirty: boolean;
  readonly isSaved: boolean;
  readonly isSaving: boolean;
  readonly problem: Problem | null;
  /** The draft as somebody else saved it meanwhile. */
  readonly theirs: PolicyDraft | null;
  readonly change: (text: string) => void;
  /** Saves now. The draft as the server has it; null when there is nothing to save or it cannot be saved. */
  readonly save: () => Promise<PolicyDraft | null>;
  /** Takes over the draft as the server answered it, text and all. */
  readonly adopt: (draft: PolicyDraft) => void;
  /** Somebody else's version becomes the one that is written on; what is in the editor stays. */
  readonly goOnFrom: (theirs: PolicyDraft) => void;
  /** The draft is gone, published or discarded: a further change begins another one. */
  readonly forget: () => void;
}

/**
 * A text being edited and its draft on the server: made with the first change, saved a moment after each, and at once when the
 * page is left. What could not be saved is kept in the tab. Saves run one after the other, each from the revision before it.
 */
export const useServerDraft = ({ policy, draft: initial, text: startText }: DraftStart): ServerDraft => {
  const { org } = useOrg();
  const queries = useQueryClient();
  const inForce = policy?.text ?? '';
  const subject = `${org.slug}:${initial?.id ?? policy?.id ?? 'new'}`;
  const [start] = useState(() => recallDraft(subject, initial));
  const [text, setText] = useState(startText ?? start?.text ?? inForce);
  const [draft, setDraft] = useState(start);
  const [isSaving, setIsSaving] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [theirs, setTheirs] = useState<PolicyDraft | null>(null);
  /** What runs after the page is gone too, and must not see a stale state. */
  const latest = useRef({ text, draft });
  const keep = (saved: PolicyDraft) => {
    latest.current.draft = saved;
    setDraft(saved);
    rememberDraft(subject, saved);
    queries.setQueryData([org.slug, 'policy-drafts', 'one', saved.id], saved);
    void queries.invalidateQueries({ queryKey: [org.slug, 'policy-drafts'], exact: false, refetchType: 'none' });
  };

  const write = async (): Promise<PolicyDraft | null> => {
    const { text: wanted, draft: known } = latest.current;
    if (wanted === (known?.text ?? inForce) || wanted.trim() === '') return known;
    setIsSaving(true);
    try {
      if (!known) {
        const base = policy ? { policyId: policy.id, baseVersion: policy.version } : {};
        keep(await createDraft(org.slug, { ...base, text: wanted }));
      } else {
        const result = await updateDraft(org.slug, known, { text: wanted });
        if (result.kind === 'conflict') {
          setTheirs(result.theirs);
          return null;
        }
        keep(result.draft);
      }
      setProblem(null);
      if (latest.current.text === wanted) writeBackup(subject, null);
      return latest.current.draft;
    } catch (error) {
      setProblem(toProblem(error));
      return null;
    } finally {
      setIsSaving(false);
    }
  };
  const save = () => {
    const next = recallSaving(subject).then(write);
    rememberSaving(subject, next);
    return next;
  };
  const change = (next: string) => {
    latest.current.text = next;
    setText(next);
    writeBackup(subject, next === (latest.current.draft?.text ?? inForce) ? null : next);
  };

  const autosave = useEffectEvent(() => void save());
  const savedText = draft?.text ?? inForce;
  useEffect(() => {
    if (text === savedText || theirs) return;
    const timer = setTimeout(() => autosave(), AUTOSAVE_MS);
    return () => clearTimeout(timer);
  }, [text, savedText, theirs]);
  useEffect(() => () => autosave(), []);
  const bringBack = useEffectEvent(async () => {
    await recallSaving(subject);
    const newest = recallDraft(subject, latest.current.draft);
    if (newest && newest !== latest.current.draft) {
      const isUntouched = latest.current.text === (latest.current.draft?.text ?? inForce);
      keep(newest);
      if (isUntouched) change(newest.text);
    }
    const backup = readBackup(subject);
    if (backup !== null && backup !== latest.current.text) change(backup);
    else if (startText !== undefined && startText !== savedText) change(startText);
  });
  useEffect(() => void bringBack(), []);
  useUnloadGuard(text !== savedText);

  return {
    text,
    draft,
    isDirty: text !== inForce,
    isSaved: text === savedText,
    isSaving,
    problem,
    theirs,
    change,
    save,
    adopt: (next) => {
      keep(next);
      latest.current.text = next.text;
      setText(next.text);
      setTheirs(null);
      writeBackup(subject, null);
    },
    goOnFrom: (next) => {
      keep(next);
      setTheirs(null);
      setProblem(null);
    },
    forget: () => {
      writeBackup(subject, null);
      forgetDraft(subject);
      latest.current = { text: inForce, draft: null };
      setDraft(null);
      setProblem(null);
    },
  };
};

/** Asks before a reload or a closed tab takes away what is not saved yet. */
const useUnloadGuard = (isUnsaved: boolean): void => {
  useEffect(() => {
    if (!isUnsaved) return;
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', onUnload);
    return () => window.removeEventListener('beforeunload', onUnload);
  }, [isUnsaved]);
};
