/** An error a person can act on: printed as it is, without a stack. */
export class PlainError extends Error {
  /** @param {string} message  one plain sentence that says what to do @param {{ cause?: unknown }} [options] */
  constructor(message, options) {
    super(message, options);
    this.name = 'PlainError';
  }
}

/**
 * Says in one sentence what a person can do about an error of the operating system; null when we do not know better.
 * @param {unknown} err
 */
export function explain(err) {
  if (err instanceof PlainError) return err.message;
  const { code, path: file } = /** @type {NodeJS.ErrnoException} */ (err ?? {});
  const where = file ? ` (${file})` : '';
  switch (code) {
    case 'ENOSPC':
      return `The disk is full${where}: free some space, then run "npm start" again.`;
    case 'EDQUOT':
      return `Your disk quota is used up${where}: free some space, then run "npm start" again.`;
    case 'EACCES':
    case 'EPERM':
      return `Permission is missing${where}: make this folder writable for the user who runs "npm start".`;
    case 'EROFS':
      return `The file system is read-only${where}: put the project on a writable disk.`;
    case 'EMFILE':
    case 'ENFILE':
      return 'Too many files are open: raise the limit (ulimit -n 4096), then run "npm start" again.';
    default:
      return null;
  }
}
