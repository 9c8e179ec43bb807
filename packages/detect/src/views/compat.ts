import { rewrite, type TextView } from './view.js';

/** Letters of other scripts that look like a Latin letter in common typefaces (Unicode TR 39, the usual suspects). */
const LOOK_ALIKES: Readonly<Record<string, string>> = Object.fromEntries(
  (
    'аa еe оo рp сc уy хx іi ѕs јj ԁd һh ԛq ԝw АA ВB ЕE КK МM НH ОO РP СC ТT УY ХX ІI ЅS ЈJ ' +
    'οo ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX'
  )
    .split(' ')
    .map((pair) => [pair.charAt(0), pair.charAt(1)]),
);

const FOLDABLE =
  /[\uff0e-\uff19\uff1c\uff21-\uff3a\uff41-\uff5a\u249c-\u24e9\u2102-\u2138\ufb00-\ufb06\u0391-\u03a7\u03bf\u0400-\u052f]|\ud835[\udc00-\udfff]|\ud83c[\udd10-\udd49]/g;

/** NFKC of compatibility letters (full width, mathematical, enclosed) and of look-alikes of Latin letters. */
export function compatView(parent: TextView): TextView | null {
  return rewrite(parent, 'nfkc', FOLDABLE, ([char]) => {
    const folded = LOOK_ALIKES[char] ?? enclosedLetter(char) ?? char.normalize('NFKC');
    return folded === char ? null : folded;
  });
}

/** `⒜`, `Ⓐ` and `🄐` stand for their letter; NFKC would leave parentheses around some. */
function enclosedLetter(char: string): string | null {
  const letter = /^\(([a-z])\)$/i.exec(char.normalize('NFKC'));
  return letter?.[1] ?? null;
}
