/** Words too common to tell one thing from another. */
const COMMON: ReadonlySet<string> = new Set(
  (
    'a an the and or of to in on at by for from with as is are be was were it its this that these those my your our their his her me you i we ' +
    'please could would will shall should must can need want also then after before now all any each every some using use used via ' +
    'get set do does did make made let have has had not no yes new one two who what which when where how there here id ids name number ' +
    'tool tools manager system service api server data information details info list item items app application account user'
  ).split(' '),
);

/** Different words for one deed or thing, as requests and names of tools put it. */
const SAME: readonly string[] = [
  'send forward email mail deliver transmit',
  'delete remove erase destroy drop wipe clear purge cancel',
  'update change modify edit alter adjust set redirect switch',
  'create add make open new register insert schedule book arrange plan appointment',
  'share grant give allow permit provide invite access',
  'transfer pay wire payment withdraw withdrawal deposit move remit bill money fund dollar usd bitcoin cash',
  'buy sell purchase order trade place',
  'disable deactivate off revoke stop turn',
  'enable activate unlock start',
  'read retrieve fetch show view find search lookup look obtain collect gather',
  'run execute command shell terminal bash script',
  'post publish tweet comment reply announce message broadcast',
  'upload push export copy save store download',
  'guide navigate go move drive',
  'room bathroom kitchen bedroom garage',
  'doctor specialist appointment health medical patient clinical record epic hospital',
  'friend contact follower',
  'policy rule whitelist blacklist firewall domain',
  'home speaker smart light thermostat lamp',
  'door lock gate',
  'shipment package parcel delivery courier',
  'dispatch emergency ambulance police fire',
  'traffic intersection signal light road',
  'password credential login secret passcode',
  'autofill fill complete',
  'leave quit exit',
  'genetic dna gene ancestry',
  'crypto bitcoin coin wallet binance',
  'file folder directory document',
  'repository repo project',
];

const GROUPS: ReadonlyMap<string, readonly number[]> = groups();

function groups(): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  SAME.forEach((line, group) => {
    for (const word of line.split(' ')) {
      const stem = stemOf(word);
      found.set(stem, [...(found.get(stem) ?? []), group]);
    }
  });
  return found;
}

/** A word without what bends it; rough, and the same for all forms that matter here. */
export function stemOf(word: string): string {
  if (word.length > 5 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  for (const ending of [
    'ations',
    'ation',
    'ings',
    'ing',
    'ions',
    'ion',
    'ers',
    'ments',
    'ment',
    'ed',
    'es',
    's',
    'e',
  ]) {
    if (word.length - ending.length >= 3 && word.endsWith(ending)) return word.slice(0, -ending.length);
  }
  return word;
}

/** Stems of the words that tell what a text is about. */
export function tellingStems(words: readonly string[]): ReadonlySet<string> {
  return new Set(words.filter((word) => word.length > 1 && !COMMON.has(word)).map(stemOf));
}

/** Whether two stems name the same thing. */
export function meansSame(a: string, b: string): boolean {
  if (a === b) return true;
  const [ours, theirs] = [GROUPS.get(a), GROUPS.get(b)];
  return ours !== undefined && theirs !== undefined && ours.some((group) => theirs.includes(group));
}
