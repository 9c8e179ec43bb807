import type { Problem } from '@/lib/api/problem';
import { Logo } from './logo';
import { ProblemNotice } from './problem-notice';

/** A problem where a whole page should have been, outside the console's frame. */
export function ProblemPage({ problem }: { problem: Problem }) {
  return (
    <main className="grid min-h-dvh place-items-center px-6 py-12">
      <div className="w-full max-w-lg">
        <Logo className="mb-6 size-9" />
        <h1 className="sr-only">{problem.title}</h1>
        <ProblemNotice problem={problem} />
      </div>
    </main>
  );
}
