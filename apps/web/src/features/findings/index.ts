export { FindingCard } from './finding-card';
export { compareSeverity, SEVERITY_TONE } from './severity';
export { SeverityBadge } from './severity-badge';
