export { DaysPicker } from './days-picker';
export { headlineOf } from './report-text';
export { type SimulationEvidence, SimulationPanel } from './simulation-panel';
export { SimulationProgress } from './simulation-progress';
export { SimulationReportView } from './simulation-report';
export { isUnderWay } from './use-simulation';
