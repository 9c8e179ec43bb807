import { AppError, type Finding, type Redaction } from '@sallyport/contracts';
import { maskFindings } from '@sallyport/detect';
import { locate, splice } from '@sallyport/mcp';

/**
 * A copy of a message in which the findings that `redactions` name are hidden, at the string leaves that hold them. Every
 * other byte stays as it was; what only was observed stays too. Where rules ask for different ways, the one that gives least away is used for all.
 * @param bytes  the message, strictly parsed before
 * @param value  what it parses to; the findings' pointers speak of it
 * @throws AppError `policy.denied` when something to hide cannot be found in the bytes: better nothing than in clear
 */
export const redact = (
  bytes: Buffer,
  value: unknown,
  findings: readonly Finding[],
  redactions: readonly Redaction[],
): Buffer => {
  const categories = new Set(redactions.flatMap((redaction) => redaction.categories));
  const hidden = findings.filter(({ category, observed }) => observed !== true && categories.has(category));
  if (hidden.length === 0) return bytes;
  const { edits } = maskFindings(value, hidden, strictest(redactions));
  // A finding in the name of a member has no leaf to be hidden at.
  const edited = new Set(edits.map(({ pointer }) => pointer));
  if (!hidden.every(({ pointer }) => edited.has(pointer))) throw notHidden();
  const changes = edits.map(({ pointer, text }) => {
    const span = locate(bytes, pointer);
    if (span === null) throw notHidden();
    return { ...span, replacement: Buffer.from(JSON.stringify(text)) };
  });
  return splice(bytes, changes);
};

const notHidden = (): AppError => new AppError('policy.denied', { detail: 'What has to be hidden could not be.' });

type How = Redaction['how'];

/** From what tells nothing to what lets equal values be recognised. */
const STRICTNESS: readonly How[] = ['placeholder', 'mask', 'hash'];

const strictest = (redactions: readonly Redaction[]): How =>
  STRICTNESS.find((how) => redactions.some((redaction) => redaction.how === how)) ?? 'placeholder';
