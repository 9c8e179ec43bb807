import { excerpts, matchesIn, type Rewritten, rewrite, type Spans, type TextView, ViewBuilder } from './view.js';

/** Six letters or more, each on its own, kept apart by the same few signs. */
const SPACED_RUN = /(?<![A-Za-z])[A-Za-z](?:[ ._*|/,~\u00a0-]{1,3}[A-Za-z](?![A-Za-z])){5,400}/g;
const SEPARATOR = /[^A-Za-z]+/g;

/** `i g n o r e   a l l` put together; what separates letters most often is dropped, what else stands between them is a blank. */
export function spacedView(parent: TextView, spans: Spans | null = null): TextView | null {
  return excerpts(parent, 'spaced', spacedRuns(parent.text, spans));
}

function* spacedRuns(text: string, spans: Spans | null): Generator<Rewritten> {
  for (const match of matchesIn(text, SPACED_RUN, spans)) {
    const [run] = match;
    const start = match.index;
    yield { start, end: start + run.length, text: '', append: (builder) => appendTogether(builder, run, start) };
  }
}

function appendTogether(builder: ViewBuilder, run: string, at: number): void {
  const separators = run.match(SEPARATOR) ?? [];
  const shortest = separators.reduce((least, { length }) => Math.min(least, length), 3);
  let from = 0;
  for (const match of run.matchAll(SEPARATOR)) {
    builder.append(run.slice(from, match.index), at + from, at + match.index);
    from = match.index + match[0].length;
    if (match[0].length > shortest) builder.append(' ', at + match.index, at + from);
  }
  builder.append(run.slice(from), at + from, at + run.length);
}

const LEET: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};
/** A word of letters with some of them written otherwise. */
const LEET_WORD = /(?<![\w@$!])(?=[\w@$!]{0,15}[A-Za-z])[A-Za-z013457@$!]{3,16}(?![\w@$])/g;

/** `1gn0re pr3v10us` read with letters. */
export function leetView(parent: TextView): TextView | null {
  return rewrite(parent, 'leet', LEET_WORD, ([word]) => {
    const read = word.replace(/[013457@$!]/g, (sign) => LEET[sign] ?? sign);
    return read === word ? null : read;
  });
}

export function rot13View(parent: TextView): TextView {
  const builder = new ViewBuilder();
  const turned = parent.text.replace(/[A-Za-z]/g, (char) => {
    const base = char <= 'Z' ? 65 : 97;
    return String.fromCharCode(((char.charCodeAt(0) - base + 13) % 26) + base);
  });
  builder.append(turned, 0, turned.length);
  return builder.build('rot13', parent);
}

/** The text from its end to its beginning. */
export function reversedView(parent: TextView): TextView {
  const { length } = parent.text;
  let text = '';
  for (let i = length - 1; i >= 0; i--) text += parent.text.charAt(i);
  return {
    kind: 'reversed',
    text,
    depth: parent.depth + 1,
    origin: (start, end) => parent.origin(length - end, length - start),
  };
}
