import type { ReactNode } from 'react';
import { AnalysisHeader } from './_components/analysis-header';

export default function AnalysisLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <AnalysisHeader />
      {children}
    </>
  );
}
