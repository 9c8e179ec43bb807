/** Every permission; guards, console and tests derive from this table. `entity:verb`. */
export const PERMISSIONS = {
  'overview:read': 'See the overview',
  'call:read': 'See calls, their arguments and their findings',
  'server:read': 'See servers and their definitions',
  'server:write': 'Add, change and disable servers',
  'server:connect': 'Connect servers to an account there, for oneself',
  'definition:review': 'Approve and block tools, prompts and resources',
  'policy:read': 'See policies and their versions',
  'policy:write': 'Create policies and check drafts',
  'policy:publish': 'Publish a policy version, revert to an older one, grant access requests',
  'policy:review': 'Approve drafts of policies that others wrote',
  'detector:read': 'See detectors, their modes and what they found',
  'detector:write': 'Turn detectors on and off, write own ones, import bundles',
  'behaviour:reset': 'Let gateways forget what somebody did, so that behaviour counts anew',
  'settings:write': 'Change how policies are reviewed, and take them out of git management',
  'access:request': 'Ask for access that was denied',
  'member:read': 'See members and groups',
  'member:write': 'Change roles of members',
  'service_account:read': 'See service accounts',
  'service_account:write': 'Create service accounts, issue and revoke their tokens',
  'admin_change:read': 'See the trail of administrative changes',
} as const;

export type Permission = keyof typeof PERMISSIONS;

export const ROLES = ['owner', 'security_admin', 'policy_author', 'approver', 'auditor', 'developer'] as const;
export type Role = (typeof ROLES)[number];

const READ_ALL: readonly Permission[] = [
  'overview:read',
  'call:read',
  'server:read',
  'policy:read',
  'detector:read',
  'member:read',
  'service_account:read',
  'admin_change:read',
  'access:request',
];

/** Which role holds which permission. Default deny: what is not listed is not held. */
export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  owner: Object.keys(PERMISSIONS) as Permission[],
  security_admin: [
    ...READ_ALL,
    'server:write',
    'server:connect',
    'definition:review',
    'policy:write',
    'policy:publish',
    'policy:review',
    'detector:write',
    'behaviour:reset',
    'service_account:write',
  ],
  policy_author: [...READ_ALL, 'server:connect', 'policy:write'],
  approver: [
    'overview:read',
    'call:read',
    'detector:read',
    'server:read',
    'server:connect',
    'policy:read',
    'policy:review',
    'access:request',
  ],
  auditor: READ_ALL,
  developer: ['server:read', 'server:connect', 'access:request'],
};

export const hasPermission = (role: Role, permission: Permission): boolean =>
  ROLE_PERMISSIONS[role].includes(permission);
