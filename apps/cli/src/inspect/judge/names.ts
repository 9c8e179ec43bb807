import type { Finding } from '@sallyport/contracts';
import { createNameCatalogue, inspectName, type NameCatalogue } from '@sallyport/detect';

export type { NameCatalogue };

/** Genuine names, one a line; blank lines and lines that begin with `#` say nothing. */
export const readNameCatalogue = (text: string): NameCatalogue =>
  createNameCatalogue(
    text
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== '' && !line.startsWith('#')),
  );

/** Whether a name imitates one of the genuine ones; of well-known ones where nobody said which are. */
export const nameFindings = (name: string, pointer: string, names: NameCatalogue | null): readonly Finding[] => {
  const verdict = inspectName(name, names ?? undefined);
  if (verdict.verdict !== 'look_alike') return [];
  return [
    {
      detector: 'name.look-alike',
      category: 'other',
      severity: 'high',
      confidence: verdict.confidence,
      pointer,
      start: 0,
      end: name.length,
      view: 'raw',
      evidence: `${name}: ${verdict.explanation}`.slice(0, 256),
      title: 'A name that imitates a genuine server or package',
      frameworks: ['OWASP-Agentic-2026:ASI04'],
    },
  ];
};
