/**
 * How a JSON text is spelt.
 * - `canonical`: as RFC 8785 has it, which is then also what `JSON.stringify` writes.
 * - `plain`: as `JSON.stringify` writes it, with members in another order than RFC 8785 wants.
 * - `other`: differently, or it cannot be told at a glance.
 */
export type Spelling = 'canonical' | 'plain' | 'other';

/**
 * Tells how the text of a value is spelt, without writing it out or reading the text: nothing but the shortest text of a value
 * is as short as that. Blanks, escapes, characters of more than a byte and longer numbers all make a text longer.
 * Costs a few nanoseconds a member. Recursive: callers bound the depth when they parse.
 * @param value  what the text parses to, by a parser that refuses duplicate members
 * @param text   bytes of the JSON text, UTF-8
 */
export function spellingOf(value: unknown, text: Uint8Array): Spelling {
  const measure = new Measure();
  measure.add(value);
  if (measure.length !== text.length) return 'other';
  if (measure.mayBeShorter && hasExponent(text)) return 'other';
  return measure.sorted ? 'canonical' : 'plain';
}

const NEVER = Number.NaN;
/** Up to 15 digits and a point no two texts are the same number; beyond, another last digit often is. */
const SURE_LENGTH = 16;

/** Adds up the shortest text of a value; NaN where that is not the one text of its length. */
class Measure {
  length = 0;
  sorted = true;
  /** There is a number that is no longer with an exponent: `1e2` for 100. */
  mayBeShorter = false;

  add(value: unknown): void {
    switch (typeof value) {
      case 'string':
        this.length += value.length + 2;
        return;
      case 'number':
        this.length += this.lengthOf(value);
        return;
      case 'boolean':
        this.length += value ? 4 : 5;
        return;
      case 'object':
        if (value === null) this.length += 4;
        else if (Array.isArray(value)) this.addList(value);
        else this.addMembers(value as Readonly<Record<string, unknown>>);
        return;
      default:
        this.length = NEVER;
    }
  }

  private addList(items: readonly unknown[]): void {
    this.length += 2 + Math.max(0, items.length - 1);
    for (const item of items) this.add(item);
  }

  private addMembers(members: Readonly<Record<string, unknown>>): void {
    const names = Object.keys(members);
    this.length += 2 + Math.max(0, names.length - 1);
    let before: string | null = null;
    for (const name of names) {
      // Names that read like an index come first in an object, wherever they stood in the text.
      if (names.length > 1 && isDigit(name.charCodeAt(0))) this.length = NEVER;
      if (before !== null && before > name) this.sorted = false;
      before = name;
      this.length += name.length + 3;
      this.add(members[name]);
    }
  }

  /** Of a number without an exponent. */
  private lengthOf(value: number): number {
    if (!(Math.abs(value) < 1e15)) return NEVER;
    if (Number.isInteger(value) && (value === 0 || value % 100 !== 0)) return digitsOf(value);
    this.mayBeShorter = true;
    const text = `${value}`;
    return text.includes('e') || text.length > SURE_LENGTH ? NEVER : text.length;
  }
}

/** With the sign; of minus zero, whose shortest text is longer, as of zero. */
const digitsOf = (value: number): number => {
  let digits = value < 0 ? 2 : 1;
  for (let rest = Math.abs(value); rest >= 10; rest = Math.floor(rest / 10)) digits += 1;
  return digits;
};

const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;
const LOWER_E = 0x65;
const UPPER_E = 0x45;

const isDigit = (code: number): boolean => code >= DIGIT_0 && code <= DIGIT_9;

/** Whether a digit is followed by what would make it a number with an exponent; also where that is part of a string. */
const hasExponent = (text: Uint8Array): boolean => {
  for (let i = 1; i < text.length; i++) {
    const byte = text[i];
    if ((byte === LOWER_E || byte === UPPER_E) && isDigit(text[i - 1] as number)) return true;
  }
  return false;
};
