// What conditions can speak of, for completion and help in the editor: from the policy engine's own table. The console may not
// import the engine, so the table is written into a file; `--check` fails when that file is not current.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { conditionVocabulary } from '@sallyport/policy';

const file = path.join(import.meta.dirname, '../src/features/policy-editor/generated/condition-vocabulary.json');
const wanted = `${JSON.stringify(conditionVocabulary(), null, 2)}\n`;
const present = (() => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
})();

if (!process.argv.includes('--check')) writeFileSync(file, wanted);
else if (present !== wanted) {
  process.stderr.write(
    'condition-vocabulary.json is not current: run node apps/web/scripts/generate-condition-vocabulary.mjs\n',
  );
  process.exit(1);
}
