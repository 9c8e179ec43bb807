export { FindingList } from './finding-list';
export { argumentMarks, findingAnchor, findingsOf, type NumberedFinding, numberFindings } from './finding-location';
export { SEVERITY_TONE } from './severity';
export { SeverityBadge } from './severity-badge';
