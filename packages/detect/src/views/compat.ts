import { rewrite, type TextView } from './view.js';

/** Letters of other scripts that look like a Latin letter in common typefaces (Unicode TR 39, the usual suspects). */
const LOOK_ALIKES: Readonly<Record<string, string>> = Object.fromEntries(
  (
    'аa еe оo рp сc уy хx іi ѕs јj ԁd һh ԛq ԝw кk тt мm АA ВB ЕE КK МM НH ОO РP СC ТT УY ХX ІI ЅS ЈJ ' +
    'οo αa εe ιi κk νv ρp τt υu ωw ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX օo սu ոn հh զq ցg ' +
    'ᴀa ʙb ᴄc ᴅd ᴇe ᴊj ᴋk ᴍm ᴏo ᴘp ᴛt ᴜu ᴠv ᴡw ᴢz'
  )
    .split(' ')
    .map((pair) => [pair.charAt(0), pair.charAt(1)]),
);

/** Of scripts that have look-alikes those alone: NFKC leaves their other letters as they are, and whole texts are written in them. */
const FOLDABLE = new RegExp(
  `[${Object.keys(LOOK_ALIKES).join('')}]|[\\uff0e-\\uff19\\uff1c\\uff21-\\uff3a\\uff41-\\uff5a\\u249c-\\u24e9\\u2102-\\u2138\\ufb00-\\ufb06]|[\\u0300-\\u036f]|\\ud835[\\udc00-\\udfff]|\\ud83c[\\udd10-\\udd49]`,
  'g',
);

/**
 * NFKC of compatibility letters (full width, mathematical, enclosed), with look-alikes of Latin letters folded and marks taken
 * off letters. Of two kinds: with look-alikes and marks it was made to deceive.
 */
export function compatView(parent: TextView): TextView | null {
  let deceives = false;
  const view = rewrite(parent, 'nfkc', FOLDABLE, ([char]) => {
    if (char >= '\u0300' && char <= '\u036f') {
      deceives = true;
      return '';
    }
    const alike = LOOK_ALIKES[char];
    if (alike !== undefined) deceives = true;
    const folded = alike ?? letterOf(char.normalize('NFKC'));
    return folded === char ? null : folded;
  });
  return view !== null && deceives ? { ...view, kind: 'confusables' } : view;
}

/** `⒜`, `Ⓐ` and `🄐` stand for their letter; NFKC leaves parentheses around some. */
const letterOf = (folded: string): string => /^\(([a-z])\)$/i.exec(folded)?.[1] ?? folded;
