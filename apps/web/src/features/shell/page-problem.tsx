import { ProblemNotice } from '@/components/problem-notice';
import type { Problem } from '@/lib/api/problem';
import { PageBody, PageHeader } from './page-header';

/** A problem where a page's content should have been; the frame around it stays usable. */
export function PageProblem({ title, problem }: { title: string; problem: Problem }) {
  return (
    <>
      <PageHeader title={title} />
      <PageBody>
        <ProblemNotice problem={problem} className="max-w-2xl" />
      </PageBody>
    </>
  );
}
