export { RequestAccessView } from './request-access-view';
export { RequestCard } from './request-card';
export { inOrder, isWaiting } from './request-text';
