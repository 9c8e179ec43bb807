/** What a part of a pattern says: all that it can match where that is little, else one of what it cannot do without. */
interface Known {
  /** Every text that it matches, lower case; null where they are too many. */
  readonly exact: readonly string[] | null;
  /** Each match holds one of these; null where nothing is known. */
  readonly needed: readonly string[] | null;
}

const ANYTHING: Known = { exact: null, needed: null };
const NOTHING: Known = { exact: [''], needed: null };
const EXACT_MAX = 48;
const CLASS_MAX = 6;
const TIMES_MAX = 2;
const LITERAL_UNITS_MAX = 16;
/** Signs that are worth looking for alone, the rarest first. */
const RARE_SIGNS = '`^{}[]()?%';

/**
 * Literals of which a text holds at least one, in whatever case, wherever the pattern matches: what a scanner has to see before the
 * pattern is worth running. In them one space stands for any run of white space.
 * @throws RangeError where the pattern can do without any
 */
export function requiredLiterals(pattern: RegExp): readonly string[] {
  const known = new PatternReader(pattern.source).read();
  const literals = neededBy(known);
  if (literals === null) throw new RangeError(`nothing is needed for ${pattern.source.slice(0, 80)}`);
  return literals;
}

/** Reads the syntax of JavaScript patterns as far as it says what a match holds; what it does not know may match anything. */
class PatternReader {
  private at = 0;

  constructor(private readonly source: string) {}

  read(): Known {
    const branches = [this.sequence()];
    while (this.source[this.at] === '|') {
      this.at += 1;
      branches.push(this.sequence());
    }
    return oneOf(branches);
  }

  private sequence(): Known {
    const parts: Known[] = [];
    while (this.at < this.source.length && this.source[this.at] !== '|' && this.source[this.at] !== ')')
      parts.push(this.repeated(this.atom()));
    return oneAfterAnother(parts);
  }

  private atom(): Known {
    const char = this.source.charAt(this.at++);
    switch (char) {
      case '(':
        return this.group();
      case '[':
        return this.charClass();
      case '\\':
        return this.escape();
      case '.':
        return ANYTHING;
      case '^':
      case '$':
        return NOTHING;
      default:
        return literal(char);
    }
  }

  private group(): Known {
    const opening = /^\?(?:[:=!]|<[=!]|<\w+>)/.exec(this.source.slice(this.at, this.at + 40))?.[0] ?? '';
    this.at += opening.length;
    const inner = this.read();
    this.at += 1;
    // What is only looked at is no part of the match.
    return opening.endsWith('=') || opening.endsWith('!') ? NOTHING : inner;
  }

  private charClass(): Known {
    const from = this.at;
    while (this.source[this.at] !== ']') this.at += this.source[this.at] === '\\' ? 2 : 1;
    const members = this.source.slice(from, this.at++);
    const plain = members.replace(/\\[sntr]/g, ' ');
    if (/^\^|\\\w|[^\\]-./.test(plain)) return ANYTHING;
    const chars = [...plain.replace(/\\(.)/g, '$1')];
    return chars.length > CLASS_MAX ? ANYTHING : oneOf(chars.map(literal));
  }

  private escape(): Known {
    const char = this.source.charAt(this.at++);
    if (char === 'b' || char === 'B') return NOTHING;
    if (char === 's' || char === 'n' || char === 't' || char === 'r') return literal(' ');
    const digits = char === 'x' ? 2 : char === 'u' ? 4 : 0;
    if (digits > 0) {
      const code = Number.parseInt(this.source.slice(this.at, this.at + digits), 16);
      this.at += digits;
      return literal(String.fromCharCode(code));
    }
    return /\w/.test(char) ? ANYTHING : literal(char);
  }

  /** What stands behind an atom: how often it comes. */
  private repeated(part: Known): Known {
    const quantifier = /^(?:[*+?]|\{(\d+)(?:,(\d*))?\})\??/.exec(this.source.slice(this.at, this.at + 24));
    if (quantifier === null) return part;
    this.at += quantifier[0].length;
    const [sign] = quantifier[0];
    const least = sign === '*' || sign === '?' ? 0 : Number(quantifier[1] ?? 1);
    const most = sign === '?' ? 1 : sign === '{' ? Number(quantifier[2] ?? least) : Number.POSITIVE_INFINITY;
    // A run of white space is one space.
    const isSpace = part.exact?.length === 1 && part.exact[0] === ' ';
    if (isSpace) return least === 0 ? oneOf([NOTHING, part]) : part;
    if (part.exact !== null && most > 0 && most <= TIMES_MAX)
      return oneOf(Array.from({ length: most - least + 1 }, (_, i) => oneAfterAnother(Array(least + i).fill(part))));
    return least === 0 ? ANYTHING : { exact: null, needed: neededBy(part) };
  }
}

const literal = (char: string): Known => ({ exact: [char.toLowerCase()], needed: null });

function oneOf(branches: readonly Known[]): Known {
  const exact = branches.flatMap((branch) => branch.exact ?? []);
  if (exact.length <= EXACT_MAX && branches.every((branch) => branch.exact !== null))
    return { exact: [...new Set(exact)], needed: null };
  const needed = branches.map(neededBy);
  return { exact: null, needed: needed.includes(null) ? null : needed.flatMap((each) => each ?? []) };
}

function oneAfterAnother(parts: readonly Known[]): Known {
  let open: readonly string[] = [''];
  let isExact = true;
  const candidates: (readonly string[])[] = [];
  const close = (): void => {
    candidates.push(open);
    open = [''];
    isExact = false;
  };
  for (const { exact, needed } of parts) {
    if (exact !== null && exact.length * open.length <= EXACT_MAX) {
      open = open.flatMap((head) => exact.map((tail) => head + tail));
      continue;
    }
    close();
    if (exact !== null) open = exact;
    else if (needed !== null) candidates.push(needed);
  }
  if (isExact) return { exact: open, needed: null };
  close();
  const [best] = candidates.filter((each) => worth(each) > 0).toSorted((a, b) => worth(b) - worth(a));
  return { exact: null, needed: best ?? null };
}

const neededBy = ({ exact, needed }: Known): readonly string[] | null => {
  if (exact === null) return needed;
  return worth(exact) > 0 ? exact.map((text) => text.slice(0, LITERAL_UNITS_MAX)) : null;
};

/** Long literals say more than short ones, and few more than many. */
function worth(literals: readonly string[]): number {
  const shortest = Math.min(...literals.map((text) => text.trim().length));
  if (shortest === 0) return 0;
  if (shortest > 1) return Math.min(shortest, 6) * 100 - Math.floor(literals.length / 8);
  const rarity = Math.min(...literals.map((text) => (text.length > 1 ? RARE_SIGNS.length : rarityOf(text))));
  return rarity;
}

const rarityOf = (sign: string): number => {
  if (sign.charCodeAt(0) > 127) return RARE_SIGNS.length;
  const place = RARE_SIGNS.indexOf(sign.trim());
  return place < 0 ? 0 : RARE_SIGNS.length - place;
};
