// Finds and reads the corpora: SALLYPORT_CORPORA, or a folder `corpora` in the repository or in a folder beside it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const REPOSITORY = resolve(fileURLToPath(new URL('../../../', import.meta.url)));
const SURFACE_HEADS = { tool_result: 'result', tool_definition: 'definition' };

export function findCorpora() {
  const beside = resolve(REPOSITORY, '..');
  const candidates = [
    process.env.SALLYPORT_CORPORA ?? '',
    join(REPOSITORY, 'corpora'),
    ...readdirSync(beside).map((name) => join(beside, name, 'corpora')),
  ];
  const found = candidates.find((folder) => folder !== '' && existsSync(join(folder, 'dev.jsonl')));
  if (found === undefined) throw new Error('corpora not found: set SALLYPORT_CORPORA');
  return found;
}

/** Records with texts: { head, split: train|composite|dev, source, repository, group, malicious, texts }. */
export function readRecords(folder) {
  return readdirSync(folder)
    .filter((name) => name === 'dev.jsonl' || /^train_(?:composite|tool_definition|tool_result_\w+)\.jsonl$/.test(name))
    .sort()
    .flatMap((name) => {
      const split = name === 'dev.jsonl' ? 'dev' : name.includes('composite') ? 'composite' : 'train';
      return readFileSync(join(folder, name), 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => toRecord(JSON.parse(line), split));
    })
    .filter((record) => record.head !== undefined && !record.belongsToRules);
}

function toRecord({ id, source, surface, label, category, payload, group }, split) {
  return {
    id,
    head: SURFACE_HEADS[surface],
    split,
    source: source.split(':')[0],
    repository: source,
    group,
    malicious: label === 'malicious',
    // Secrets and personal data are found by rules: a model would learn names.
    belongsToRules: label === 'malicious' && (category === 'pii' || category === 'secret'),
    texts: strings(payload),
  };
}

export function strings(value) {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}
