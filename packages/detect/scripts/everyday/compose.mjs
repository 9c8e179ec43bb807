/** Numbers that look random and are the same in every run. */
export const seeded = (seed) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
};

/**
 * Fills templates: `{word}` is one of the vocabulary's list of that name, filled in turn; `{n:5-90}` a number; `{hex:7}` digits.
 * @param {Record<string, readonly string[]>} vocabulary
 */
export const composer = (vocabulary, random) => {
  const pick = (list) => list[Math.floor(random() * list.length)];
  const number = (from, to) => from + Math.floor(random() * (to - from + 1));
  const hex = (length) => Array.from({ length }, () => '0123456789abcdef'[number(0, 15)]).join('');
  const fill = (template) =>
    template.replace(/\{([a-z]+)(?::([\d-]+))?\}/gi, (whole, name, argument) => {
      if (name === 'n') return String(number(...argument.split('-').map(Number)));
      if (name === 'hex') return hex(Number(argument));
      const list = vocabulary[name];
      return list === undefined ? whole : fill(pick(list));
    });
  const some = (list, from, to) => {
    const left = [...list];
    return Array.from(
      { length: Math.min(list.length, number(from, to)) },
      () => left.splice(Math.floor(random() * left.length), 1)[0],
    );
  };
  /** Some of the templates, each filled. */
  const lines = (templates, from, to) => some(templates, from, to).map(fill);
  /** The same few templates again and again, each time filled anew. */
  const rows = (templates, from, to) => Array.from({ length: number(from, to) }, () => fill(pick(templates)));
  return { pick, number, hex, fill, some, lines, rows };
};
