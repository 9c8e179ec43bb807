import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
export const QUALITY = join(ROOT, 'packages/detect/quality');

/** `SALLYPORT_CORPORA`, or a folder `corpora` here or in a folder beside the repository; null where there is none. */
export const findCorpora = () => {
  const beside = dirname(dirname(`${ROOT}.`));
  const neighbours = readdirSync(beside, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(beside, name, 'corpora'));
  const places = [process.env.SALLYPORT_CORPORA, join(ROOT, 'corpora'), ...neighbours];
  return places.find((place) => place && existsSync(join(place, 'dev.jsonl'))) ?? null;
};

/** Records of a JSON lines file, one after the other. */
export async function* recordsOf(file) {
  for await (const line of createInterface({ input: createReadStream(file) })) if (line !== '') yield JSON.parse(line);
}

/**
 * The genuine names of a corpus: those of its benign records, and those its malicious ones imitate. Whoever measures
 * look-alikes has such a list; without it a squatted name is a name like any other.
 */
export const genuineNames = (folder) => {
  const names = new Set();
  for (const file of ['train_server_name.jsonl', 'dev.jsonl']) {
    const path = join(folder, file);
    if (!existsSync(path)) continue;
    for (const line of readFileSync(path, 'utf8').split('\n')) {
      if (!line.includes('"server_name"')) continue;
      const { label, payload } = JSON.parse(line);
      if (label === 'benign') names.add(payload.name);
      if (typeof payload.impersonates === 'string') names.add(payload.impersonates);
    }
  }
  return [...names];
};
