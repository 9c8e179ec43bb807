import { rewrite, type TextView, ViewBuilder } from './view.js';

const INVISIBLE =
  /\u034f|\u17b4|\u17b5|[\u180b-\u180d]|\u180f|[\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb]|[\ufe00-\ufe0f]|\udb40[\udc00-\udfff]/g;
const TAGS = /\udb40[\udc20-\udc7e]/g;
const SELECTORS = /[\ufe00-\ufe0f]|\udb40[\udd00-\uddef]/g;
/** Flags of nations inside a country are written with tags: black flag, tags, cancel tag. */
const SUBDIVISION_FLAG = /\ud83c\udff4(?:\udb40[\udc20-\udc7e]){2,6}\udb40\udc7f/g;
const HIDDEN_CHARS_MIN = 3;

/** The text as it would read without the characters nobody sees. */
export function strippedView(parent: TextView): TextView | null {
  return rewrite(parent, 'stripped', INVISIBLE, () => '');
}

/** ASCII written in the tag block, or bytes written as variation selectors (16 + 240 of them). */
export function tagsView(parent: TextView): TextView | null {
  const text = parent.text.replace(SUBDIVISION_FLAG, (flag) => ' '.repeat(flag.length));
  const builder = new ViewBuilder();
  let found = 0;
  for (const match of text.matchAll(TAGS)) {
    builder.append(String.fromCharCode(match[0].charCodeAt(1) - 0xdc00), match.index, match.index + 2);
    found += 1;
  }
  if (found === 0) {
    for (const match of text.matchAll(SELECTORS)) {
      builder.append(selectorByte(match[0]), match.index, match.index + match[0].length);
      found += 1;
    }
  }
  return found >= HIDDEN_CHARS_MIN ? builder.build('tags', parent) : null;
}

function selectorByte(selector: string): string {
  const value = selector.length === 1 ? selector.charCodeAt(0) - 0xfe00 : selector.charCodeAt(1) - 0xdd00 + 16;
  return value === 9 || value === 10 || (value >= 32 && value < 127) ? String.fromCharCode(value) : '';
}
