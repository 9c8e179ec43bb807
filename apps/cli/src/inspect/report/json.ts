import type { InspectedFile } from '../files/inspected-file.js';

/** One document: files, what is in them, verdicts and findings with their places. */
export const jsonReport = (files: readonly InspectedFile[]): string =>
  JSON.stringify(
    {
      files: files.map(({ file, items, problems }) => ({
        file,
        problems,
        items: items.map(({ kind, name, judgement: { verdict, score, findings }, regions }) => ({
          kind,
          name,
          verdict,
          score,
          findings: findings.map((finding, index) => ({ ...finding, ...regions[index]?.start })),
        })),
      })),
    },
    null,
    2,
  );
