/** Letters of other scripts and signs that pass for a Latin letter or digit (Unicode TR 39, those seen in names). */
const CONFUSABLES: ReadonlyMap<string, string> = new Map(
  (
    'аa еe оo рp сc уy хx іi ѕs јj ԁd һh ԛq ԝw ѵv кk мm тt вb нh гr пn ӏl ԍg ьb ' +
    'αa οo ρp νv υu ιi κk τt χx γy εe ηn ωw ßb ' +
    'ıi ȷj ɑa ɡg ɩi ʟl ʀr ꜱs ᴄc ᴅd ᴇe ᴏo ᴘp ᴛt ᴜu ᴠv ᴡw ᴢz ʏy ᴋk ᴍm ɴn ꞁl ł' +
    'l ƒf ǀl ∣l ￨l ‐- ‑- ‒- –- —- −- ﹘- ․. ‧. ·. ∕/ ⁄/ ／/'
  )
    .split(' ')
    .flatMap((pair): [string, string][] => {
      const [from, to] = [...pair];
      return from === undefined || to === undefined ? [] : [[from, to]];
    }),
);

/** Digits and pairs of letters that are read as a letter. */
const LEET: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '9': 'g',
};
const INVISIBLE = /[\p{Cf}\p{Cc}\p{Mn}\u115f\u1160\u3164\u2800]/gu;

/** The name in lower-case ASCII as far as its letters look like it; what has no look-alike stays. */
export function foldName(name: string): string {
  if (/^[\x20-\x7e]*$/.test(name)) return name.toLowerCase();
  const plain = name.normalize('NFKD').replace(INVISIBLE, '').toLowerCase();
  return [...plain].map((char) => CONFUSABLES.get(char) ?? char).join('');
}

/** What is left when digits are read as the letters they resemble and pairs as one: two names of one skeleton look alike. */
export function skeleton(folded: string): string {
  return folded
    .replace(/[0-9]/g, (digit) => LEET[digit] ?? digit)
    .replace(/rn/g, 'm')
    .replace(/vv/g, 'w')
    .replace(/i/g, 'l');
}
