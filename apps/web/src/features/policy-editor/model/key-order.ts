/** The order in which keys of the language are written; a new key goes behind the last of those before it. */
const ORDER: readonly string[] = [
  'version',
  'id',
  'name',
  'description',
  'message',
  'appliesTo',
  'lowerLevels',
  'match',
  'direction',
  'method',
  'methods',
  'principal',
  'server',
  'servers',
  'tool',
  'tools',
  'resource',
  'resources',
  'prompt',
  'prompts',
  'principals',
  'client',
  'clients',
  'tier',
  'tiers',
  'risk',
  'risks',
  'state',
  'states',
  'labels',
  'time',
  'networks',
  'inside',
  'readOnly',
  'except',
  'detector',
  'argument',
  'rule',
  'when',
  'given',
  'expect',
  'effect',
  'redact',
  'approvers',
  'obligations',
  'mode',
  'rollout',
  'overridable',
  'expires',
  'grantedBy',
  'reason',
  'rules',
  'pathZones',
  'exceptions',
  'tests',
];

const rankOf = (key: string): number => {
  const index = ORDER.indexOf(key);
  return index === -1 ? ORDER.length : index;
};

/** Where a new key goes among those that are there: the index it will have. */
export const placeOf = (key: string, present: readonly string[]): number => {
  const rank = rankOf(key);
  if (rank === ORDER.length) return present.length;
  return present.findLastIndex((other) => rankOf(other) <= rank) + 1;
};
