export { DiffView } from './diff-view';
export { diffLines, summarizeDiff } from './line-diff';
export { TwoUpDiff } from './two-up-diff';
