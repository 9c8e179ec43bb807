import entries from './generated/condition-vocabulary.json';

/** One name conditions know, as the policy engine documents it. */
export interface CelEntry {
  readonly kind: string;
  readonly name: string;
  readonly doc: string;
  readonly values?: readonly string[];
}

export const CEL_ENTRIES: readonly CelEntry[] = entries;

export interface CelSuggestion {
  readonly label: string;
  /** What is written; the cursor goes between its brackets, if it has any. */
  readonly apply: string;
  readonly detail: string;
  readonly doc: string;
}

const callOf = (name: string): { readonly receiver: string | null; readonly word: string } | null => {
  const [, receiver, word] = /^(?:(\w+)\.)?(\w+)\(/.exec(name) ?? [];
  return word === undefined ? null : { receiver: receiver ?? null, word };
};

const WORD = /[A-Za-z_][\w.]*$/;
const STRING = /(?:^|[^\w.])([A-Za-z_][\w.]*)\s*(?:==|!=|in)\s*\[?(?:\s*"[^"]*"\s*,)*\s*"([^"]*)$/;
const FINDING_VARIABLE = /\bfindings\.(?:exists|all|exists_one|filter|map)\(\s*(\w+)\s*,[^)]*$/;

export interface CelPlace {
  /** Offset in the text before the cursor where what is completed begins. */
  readonly from: number;
  readonly suggestions: readonly CelSuggestion[];
}

/**
 * What can be written at the end of a condition that is being typed: variables and functions, fields behind a dot (of a finding
 * inside `findings.exists(f, …)` too), and inside quotes the values a field can have.
 */
export const suggestCel = (before: string): CelPlace => {
  const [, compared = '', typed] = STRING.exec(before) ?? [];
  if (typed !== undefined)
    return { from: before.length - typed.length, suggestions: valuesOf(toEntryName(before, compared)) };
  if ((before.match(/(?<!\\)"/g)?.length ?? 0) % 2 === 1) return { from: before.length, suggestions: [] };
  const word = WORD.exec(before)?.[0] ?? '';
  const from = before.length - word.length;
  if (word === '' && /[\])]\.$/.test(before)) return { from, suggestions: methods('') };
  const dot = word.lastIndexOf('.');
  return {
    from,
    suggestions:
      dot === -1
        ? [...variables(before, word), ...freeFunctions()]
        : [...variables(before, word), ...methods(word.slice(0, dot + 1))],
  };
};

/** The entry behind a name as written; the variable of a macro over findings stands for a finding. */
const toEntryName = (before: string, name: string): string => {
  const variable = FINDING_VARIABLE.exec(before)?.[1];
  return variable !== undefined && name.startsWith(`${variable}.`) ? `findings[]${name.slice(variable.length)}` : name;
};

const variables = (before: string, word: string): CelSuggestion[] => {
  const finding = FINDING_VARIABLE.exec(before)?.[1];
  return CEL_ENTRIES.filter(({ kind, name }) => kind === 'variable' && (finding !== undefined || !name.includes('[]')))
    .map(({ name, doc }) => ({ label: name.replace('findings[]', finding ?? ''), doc }))
    .filter(({ label }) => label.startsWith(word) || !word.includes('.'))
    .map(({ label, doc }) => ({ label, apply: label, detail: typeOf(doc), doc }));
};

const typeOf = (doc: string): string => /\(([^()]*)\)$/.exec(doc)?.[1] ?? '';

const freeFunctions = (): CelSuggestion[] =>
  CEL_ENTRIES.flatMap(({ name, doc }) => {
    const call = callOf(name);
    return call?.receiver === null ? { label: call.word, apply: `${call.word}()`, detail: signatureOf(name), doc } : [];
  });

const methods = (receiver: string): CelSuggestion[] =>
  CEL_ENTRIES.flatMap(({ name, doc }) => {
    const call = callOf(name);
    if (call === null || call.receiver === null) return [];
    const label = receiver + call.word;
    return { label, apply: `${label}()`, detail: signatureOf(name), doc };
  });

const signatureOf = (name: string): string => name.slice(name.indexOf('('));

const valuesOf = (name: string): CelSuggestion[] =>
  (CEL_ENTRIES.find((entry) => entry.name === name)?.values ?? [])
    .filter((value) => value !== '')
    .map((value) => ({ label: value, apply: value, detail: name, doc: '' }));

/** What is known of the name at a place of a condition; null when nothing is. */
export const explainCel = (text: string, at: number): { from: number; to: number; entry: CelEntry } | null => {
  const start = /[A-Za-z_][\w.]*$/.exec(text.slice(0, at))?.index ?? at;
  const end = at + (/^\w*/.exec(text.slice(at))?.[0].length ?? 0);
  const name = toEntryName(text.slice(0, start), text.slice(start, end));
  if (name === '') return null;
  const word = name.slice(name.lastIndexOf('.') + 1);
  const isCall = text[end] === '(';
  const entry = CEL_ENTRIES.find((candidate) =>
    isCall ? callOf(candidate.name)?.word === word : candidate.name === name,
  );
  return entry ? { from: isCall ? end - word.length : start, to: end, entry } : null;
};
