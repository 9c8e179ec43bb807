export { ConsoleFrame } from './console-frame';
export { PageBody, PageHeader } from './page-header';
export { PageProblem } from './page-problem';
