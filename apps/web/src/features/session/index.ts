export { type OrgContextValue, OrgProvider, useOrg, usePermission } from './org-context';
export { ROLE_LABEL, whyNot } from './roles';
