'use client';

import { useEffect, useState } from 'react';

const keyOf = (policyKey: string): string => `sallyport-draft:${policyKey}`;

const readDraft = (policyKey: string): string | null => {
  try {
    return window.sessionStorage.getItem(keyOf(policyKey));
  } catch {
    return null;
  }
};

const writeDraft = (policyKey: string, text: string | null): void => {
  try {
    if (text === null) window.sessionStorage.removeItem(keyOf(policyKey));
    else window.sessionStorage.setItem(keyOf(policyKey), text);
  } catch {
    // Storage may be full or switched off: the draft then lives as long as the page, as it would without this.
  }
};

/**
 * A text being edited, kept in this tab until it is published or discarded, so that Back or a reload loses nothing.
 * @param policyKey  what is edited and from which version; another key is another draft
 */
export const useDraft = (policyKey: string, savedText: string) => {
  const [text, setText] = useState(savedText);
  const [restored, setRestored] = useState<string | null>(null);
  useEffect(() => {
    const draft = readDraft(policyKey);
    if (draft !== null) setRestored(draft);
  }, [policyKey]);
  const isDirty = text !== savedText;
  useEffect(() => {
    if (isDirty) writeDraft(policyKey, text);
  }, [policyKey, text, isDirty]);
  const change = (next: string) => {
    setText(next);
    if (next === savedText) writeDraft(policyKey, null);
  };
  return { text, isDirty, restored, change, forget: () => writeDraft(policyKey, null) };
};
