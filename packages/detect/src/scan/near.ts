/** A rule that holds where a literal of every group ends within `reach` bytes of the others. */
export interface NearRule {
  /** Two to four of the scanner's groups. */
  readonly groups: readonly number[];
  /** At most 65,535. */
  readonly reach: number;
}

/** Byte tables for the scanner: see scan.as.ts for how they are read. */
export interface NearTables {
  readonly index: Uint8Array;
  readonly lists: Uint8Array;
  readonly rules: Uint8Array;
  /** Groups that rules speak of. */
  readonly count: number;
}

export const NEAR_RULES_MAX = 255;
export const NEAR_REACH_MAX = 0xffff;
const NEAR_GROUPS_MAX = 254;
const MEMBERS_MAX = 4;
const NOT_NEAR = 255;
const RULE_BYTES = 8;

/** @throws RangeError for more than 255 rules, or rules of more than 254 different groups or of more than four each */
export function buildNearTables(rules: readonly NearRule[], groupCount: number): NearTables {
  const members = [...new Set(rules.flatMap(({ groups }) => groups))];
  if (rules.length > NEAR_RULES_MAX || members.length > NEAR_GROUPS_MAX) {
    throw new RangeError(`${rules.length} rules of ${members.length} groups are more than the tables hold`);
  }
  const index = new Uint8Array(Math.max(256, groupCount)).fill(NOT_NEAR);
  members.forEach((group, number) => {
    index[group] = number;
  });
  const table = new Uint8Array(rules.length * RULE_BYTES);
  rules.forEach(({ groups, reach }, id) => {
    if (groups.length > MEMBERS_MAX || reach > NEAR_REACH_MAX) throw new RangeError('a rule reaches too far');
    const numbers = groups.map((group) => index[group] ?? NOT_NEAR);
    table.set([reach & 255, reach >> 8, numbers.length, ...numbers], id * RULE_BYTES);
  });
  return { index, lists: listRules(rules, members), rules: table, count: members.length };
}

function listRules(rules: readonly NearRule[], members: readonly number[]): Uint8Array {
  const offsets = new Uint16Array(members.length);
  const lists: number[] = [];
  members.forEach((group, number) => {
    offsets[number] = offsets.byteLength + lists.length;
    const ids = rules.flatMap(({ groups }, id) => (groups.includes(group) ? [id] : []));
    lists.push(ids.length, ...ids);
  });
  const bytes = new Uint8Array(offsets.byteLength + lists.length);
  bytes.set(new Uint8Array(offsets.buffer));
  bytes.set(lists, offsets.byteLength);
  return bytes;
}
