import type { PolicyDraft } from '@/lib/api/types';

interface Memory {
  readonly draft: PolicyDraft | null;
  /** Ends when every save that was begun has ended. */
  readonly saving: Promise<unknown>;
}

/** What this tab saved since its pages were rendered: the browser's Back shows a page as it was then. */
const memories = new Map<string, Memory>();

export const recallSaving = (subject: string): Promise<unknown> => memories.get(subject)?.saving ?? Promise.resolve();

/** The draft as this tab saved it last, when that is newer than the one a page was rendered with. */
export const recallDraft = (subject: string, rendered: PolicyDraft | null): PolicyDraft | null => {
  const draft = memories.get(subject)?.draft ?? null;
  return draft && draft.revision > (rendered?.revision ?? 0) ? draft : rendered;
};

export const rememberDraft = (subject: string, draft: PolicyDraft): void => {
  memories.set(subject, { saving: recallSaving(subject), draft });
};

export const rememberSaving = (subject: string, saving: Promise<unknown>): void => {
  memories.set(subject, { draft: memories.get(subject)?.draft ?? null, saving });
};

export const forgetDraft = (subject: string): void => void memories.delete(subject);
