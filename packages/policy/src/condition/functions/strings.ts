import type { Run } from '../run.js';
import type { FunctionSpec } from './function-spec.js';
import { plain } from './function-spec.js';

/** Steps for scanning a text once. */
const scanCost = (text: string): number => 1 + (text.length >> 5);

const textTest = (name: string, doc: string, test: (text: string, part: string) => boolean): FunctionSpec => ({
  name,
  method: true,
  parameters: ['string', 'string'],
  signature: `string.${name}(string) → bool`,
  doc,
  declares: [],
  bind: plain((run, [text, part]) => run.spend(scanCost(text as string)) ?? test(text as string, part as string)),
});

const textChange = (name: string, doc: string, change: (text: string) => string): FunctionSpec => ({
  name,
  method: true,
  parameters: ['string'],
  signature: `string.${name}() → string`,
  doc,
  declares: [],
  bind: plain((run, [text]) => run.spend(scanCost(text as string)) ?? change(text as string)),
});

/** ASCII letters only, as CEL has it: other scripts have no one lower case. */
const lower = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
const upper = (text: string): string => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());

const split = (run: Run, [text, separator]: readonly unknown[]): unknown =>
  run.spend(1 + (text as string).length) ?? (text as string).split(separator as string);

/** Functions on text that CEL itself has. */
export const STRING_FUNCTIONS: readonly FunctionSpec[] = [
  textTest('startsWith', 'The text begins so.', (text, part) => text.startsWith(part)),
  textTest('endsWith', 'The text ends so.', (text, part) => text.endsWith(part)),
  textTest('contains', 'The text holds this somewhere.', (text, part) => text.includes(part)),
  textChange('lowerAscii', 'A to Z in lower case.', lower),
  textChange('upperAscii', 'a to z in upper case.', upper),
  textChange('trim', 'Without white space around it.', (text) => text.trim()),
  {
    name: 'split',
    method: true,
    parameters: ['string', 'string'],
    signature: 'string.split(string) → list',
    doc: 'The parts between separators: `args.to.split("@")[1]`.',
    declares: [],
    bind: plain(split),
  },
];
