import { PERMISSIONS, type Permission, type Role } from '@sallyport/contracts';

export const ROLE_LABEL: Readonly<Record<Role, string>> = {
  owner: 'Owner',
  security_admin: 'Security admin',
  policy_author: 'Policy author',
  approver: 'Approver',
  auditor: 'Auditor',
  developer: 'Developer',
};

/** Why a button cannot be used by this person: `Your role, Auditor, does not include: publish a policy version.` */
export const whyNot = (role: Role, permission: Permission): string => {
  const what = PERMISSIONS[permission];
  return `Your role, ${ROLE_LABEL[role]}, does not include: ${what.charAt(0).toLowerCase()}${what.slice(1)}.`;
};
