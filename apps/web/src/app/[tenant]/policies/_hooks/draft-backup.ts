const keyOf = (subject: string): string => `sallyport-draft:${subject}`;

/** The text this tab could not save yet, or null. */
export const readBackup = (subject: string): string | null => {
  try {
    return window.sessionStorage.getItem(keyOf(subject));
  } catch {
    return null;
  }
};

/** Keeps a text in this tab until it is saved; `null` forgets it. */
export const writeBackup = (subject: string, text: string | null): void => {
  try {
    if (text === null) window.sessionStorage.removeItem(keyOf(subject));
    else window.sessionStorage.setItem(keyOf(subject), text);
  } catch {
    // Storage may be full or switched off: the text then lives as long as the page, as it would without this.
  }
};
