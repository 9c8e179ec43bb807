export { CallDetailView } from './call-detail-view';
export { EFFECT_LABEL, noteworthyOutcome, OUTCOME_LABEL, targetName } from './verdict';
export { VerdictBadge } from './verdict-badge';
