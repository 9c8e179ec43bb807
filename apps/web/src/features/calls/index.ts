export { CallDetailView } from './call-detail-view';
export { CallOnItsWay } from './call-on-its-way';
export { decidedAtOf } from './call-time';
export { EFFECT_LABEL, noteworthyOutcome, OUTCOME_LABEL, targetName } from './verdict';
export { VerdictBadge } from './verdict-badge';
