export { DefinitionDetail } from './definition-detail';
export { DefinitionStateBadge } from './definition-state-badge';
export { descriptionOf } from './definition-text';
export { SchemaTable } from './schema-table';
