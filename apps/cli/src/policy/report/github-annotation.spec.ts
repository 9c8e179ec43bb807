import { expect, it } from 'vitest';
import { githubAnnotation } from './github-annotation.js';

const problem = { severity: 'error', message: 'm', line: 2, column: 3, endLine: 2, endColumn: 6 } as const;

it('is a workflow command with the place in the file', () => {
  expect(githubAnnotation('policies/a.yaml', problem)).toBe(
    '::error file=policies/a.yaml,line=2,endLine=2,col=3,endColumn=5,title=Sallyport policy::m',
  );
});

it('names no columns when the problem goes over several lines', () => {
  expect(githubAnnotation('a.yaml', { ...problem, severity: 'warning', endLine: 4 })).toBe(
    '::warning file=a.yaml,line=2,endLine=4,title=Sallyport policy::m',
  );
});

it('lets neither a file name nor a message begin another command or property', () => {
  const line = githubAnnotation('a,line=9:b%\n.yaml', { ...problem, message: 'x\n::set-env name=A::1\r100%' });
  expect(line).toBe(
    '::error file=a%2Cline=9%3Ab%25%0A.yaml,line=2,endLine=2,col=3,endColumn=5,title=Sallyport policy::x%0A::set-env name=A::1%0D100%25',
  );
});
