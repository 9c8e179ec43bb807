export { AnswerPath } from './answer-path';
export { type AnswerFilter, matchesFilter } from './answer-text';
export { AnswerFilters, BasisLine } from './answers-head';
export { exampleOf, type ParsedArguments, parseArguments } from './arguments-text';
export { MayBadge } from './may-badge';
export { MomentField, toMoment } from './moment-field';
export { RiskBadge } from './risk-badge';
