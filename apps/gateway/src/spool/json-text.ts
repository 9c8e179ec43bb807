/** What a database cannot hold in text: U+0000 and lone surrogates, as `JSON.stringify` escapes them. */
const MAYBE_UNSTORABLE = /\\u(?:0000|d[89a-f])/;
const UNSTORABLE = /\0|\p{Surrogate}/gu;

/** JSON text of a value as a database can store it: what it cannot becomes U+FFFD. What JSON cannot say is null. */
export const jsonText = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'null';
  return isStorable(text) ? text : JSON.stringify(storable(JSON.parse(text)));
};

/** Whether a JSON text is one a database can store as it is; now and then says no to one that it could. */
export const isStorable = (text: string): boolean => !text.includes('\\u') || !MAYBE_UNSTORABLE.test(text);

/** Text that needs no escaping because it is ours: an id, a digest, one of a closed list. */
export const plainText = (text: string | null): string => (text === null ? 'null' : `"${text}"`);

const WORD_LENGTH_MAX = 40;

/** Text that somebody else chose, cut to what there is room for. */
export const chosenText = (text: string | null, lengthMax: number): string => {
  if (text === null) return 'null';
  if (text.length <= WORD_LENGTH_MAX && text.length <= lengthMax && isWord(text)) return `"${text}"`;
  return jsonText(text.length > lengthMax ? text.slice(0, lengthMax) : text);
};

/** Any number; what JSON has no number for is null. */
export const numberText = (value: number): string => (Number.isFinite(value) ? `${value}` : 'null');

/** The items of a list, without its brackets. */
export const itemsText = <T>(items: readonly T[], textOf: (item: T) => string): string => {
  let text = '';
  for (const item of items) text += text === '' ? textOf(item) : `,${textOf(item)}`;
  return text;
};

/** Whether a short text needs no escaping: looking is cheaper than the serialiser for names of methods and tools. */
const isWord = (text: string): boolean => {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || code > 0x7e || code === 0x22 || code === 0x5c) return false;
  }
  return true;
};

const storable = (value: unknown): unknown => {
  if (typeof value === 'string') return value.replace(UNSTORABLE, '\ufffd');
  if (Array.isArray(value)) return value.map(storable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name.replace(UNSTORABLE, '\ufffd'), storable(member)]),
  );
};
