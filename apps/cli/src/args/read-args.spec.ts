import { describe, expect, it } from 'vitest';
import { readArgs } from './read-args.js';

const KINDS = { policy: 'value', verbose: 'flag', host: 'values' } as const;
const read = (...argv: string[]) => readArgs('guard', argv, KINDS);

describe('readArgs', () => {
  it('reads options in both forms', () => {
    expect(read('--policy', 'a.yaml', '--verbose', '--host=x:1', '--host', 'y:2').options).toEqual({
      policy: 'a.yaml',
      verbose: true,
      host: ['x:1', 'y:2'],
    });
  });

  it('leaves what stands behind the first -- alone', () => {
    expect(read('--verbose', '--', 'npx', '--policy', '--', '-y')).toEqual({
      options: { verbose: true },
      positionals: [],
      command: ['npx', '--policy', '--', '-y'],
    });
    expect(read('--verbose').command).toBeNull();
  });

  it.each([
    [['--polcy', 'x'], 'There is no option --polcy. Did you mean --policy?'],
    [['-p', 'x'], 'There is no option -p.'],
    [['--constructor'], 'There is no option --constructor.'],
    [['--policy'], '--policy needs a value.'],
    [['--policy', '--verbose'], '--policy needs a value.'],
    [['--policy='], '--policy needs a value.'],
    [['--policy', 'a', '--policy', 'b'], '--policy may be given once only.'],
    [['--verbose=yes'], '--verbose takes no value.'],
  ])('%j is an error that says what to do', (argv, sentence) => {
    expect(() => read(...argv)).toThrow(sentence);
    expect(() => read(...argv)).toThrow(expect.objectContaining({ exitCode: 2 }));
  });
});
