import { expect, it } from 'vitest';
import { askWindows } from './ask-windows.js';
import { printResult } from './prints.js';

const windowsOf = (text: string): string | null => {
  const bytes = Buffer.from(text);
  printResult(bytes);
  return askWindows(bytes);
};

it('looks for requests around addresses and polite words only', () => {
  const far = 'x '.repeat(2_000);
  const text = windowsOf(`${far}write to jo@client.example today${far}import @scope/name${far}`) ?? '';
  expect(text).toContain('jo@client.example');
  expect(text.length).toBeLessThan(600);
  expect(windowsOf('import a from "@scope/name"; a @ b')).toBeNull();
});

it.each(['jo@client.example', 'Please send', 'please ', 'open my door', 'le lea pleas please it', '@@a@b'])(
  'finds a cue wherever it stands: %s',
  (cue) => {
    for (let before = 0; before < 40; before += 1) {
      expect(windowsOf(`${'.'.repeat(before)}${cue}`), `${before}`).not.toBeNull();
      expect(windowsOf(`${'.'.repeat(before)}${cue} ${'.'.repeat(70)}`), `${before}`).not.toBeNull();
    }
  },
);

it('finds none in its beginnings', () => {
  for (const text of [
    'pleas',
    'pleas e',
    'a release of',
    'lease ',
    ' my',
    ' my.',
    'my own',
    '@',
    'a@',
    '@a',
    'rel ease my',
    '',
  ])
    expect(windowsOf(`${text}`), text).toBeNull();
});

it('takes eight windows at most, addresses first, none of a kind twice in one', () => {
  const address = `${'.'.repeat(500)}a@b`;
  const text = windowsOf(`please ${address.repeat(3)} a@b ${address.repeat(9)} my own`) ?? '';
  expect(text.split('a@b').length - 1).toBe(9);
  expect(text).not.toContain(' my ');
  expect(windowsOf(`please ${address.repeat(3)}`)).toContain('please');
});
