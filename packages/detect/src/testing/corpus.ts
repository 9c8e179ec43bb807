import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenignText } from './benign.js';

interface CorpusRecord {
  readonly label: string;
  readonly surface: string;
  readonly payload: unknown;
}

/** The benign answers and definitions of a folder of labelled records, as scripts/measure.mjs reads them. */
export async function benignRecords(folder: string): Promise<BenignText[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.jsonl') && !name.includes('composite'));
  const files = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return files
    .flatMap((file) => file.split('\n'))
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as CorpusRecord)
    .filter(({ label, surface }) => label === 'benign' && (surface === 'tool_result' || surface === 'tool_definition'))
    .map(({ surface, payload }) => ({
      text: strings(payload).join('\n'),
      kind: surface === 'tool_definition' ? 'definition' : 'result',
    }));
}

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}
