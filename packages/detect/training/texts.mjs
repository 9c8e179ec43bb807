// Records made for training: sentences of the grammar, alone and inside benign texts of the training split. Fixed seed.

import { BOSSY, everydayText, foreignNote } from './everyday.mjs';
import { ACTS, ORDERS, POISON, SLOTS } from './grammar.mjs';
import { createRandom } from './random.mjs';
import { FOREIGN_ORDERS, FOREIGN_TWINS, TWINS } from './twins.mjs';

const CARRIER_WORDS_MAX = 110;
const DEPTH_MAX = 12;
/** Ordinary documents among what is made. */
const EVERYDAY_TEXTS = 8000;
const FOREIGN_NOTES = 1500;
const BOSSY_TEXTS = 5000;

/** Writes one sentence of a template. */
export function write(template, random, depth = 0) {
  if (depth > DEPTH_MAX) return '';
  let text = '';
  for (let i = 0; i < template.length; i++) {
    const char = template[i];
    if (char === '\\') {
      i += 1;
      text += template[i] ?? '';
    } else if (char === '(') {
      const { choices, end } = readChoices(template, i);
      text += write(pick(choices, random), random, depth + 1);
      i = end;
    } else if (char === '{') {
      const end = template.indexOf('}', i);
      const slot = template.slice(i + 1, end);
      const value = SLOTS[slot] ?? ACTS[slot];
      text += value === undefined ? template.slice(i, end + 1) : write(value, random, depth + 1);
      i = end;
    } else {
      text += char;
    }
  }
  return text;
}

/** The alternatives of the group that opens at `start`, and where it closes. */
function readChoices(template, start) {
  const choices = [];
  let depth = 0;
  let from = start + 1;
  for (let i = start; i < template.length; i++) {
    const char = template[i];
    if (char === '\\') i += 1;
    else if (char === '(') depth += 1;
    else if (char === '|' && depth === 1) {
      choices.push(template.slice(from, i));
      from = i + 1;
    } else if (char === ')') {
      depth -= 1;
      if (depth > 0) continue;
      choices.push(template.slice(from, i));
      return { choices, end: i };
    }
  }
  throw new Error(`unclosed group in: ${template}`);
}

const pick = (list, random) => list[Math.floor(random() * list.length)];

/** A benign text of the training split, short enough that what is put into it is a good part of it. */
function carrierOf(record, random) {
  const text = [...record.texts].sort((a, b) => b.length - a.length)[0] ?? '';
  const pieces = text.split(/(?<=[.!?|\n])\s+/);
  const words = (piece) => piece.split(/\s+/).length;
  let from = Math.floor(random() * pieces.length);
  let count = 0;
  const kept = [];
  for (; from < pieces.length && count < CARRIER_WORDS_MAX; from++) {
    kept.push(pieces[from].slice(0, 600));
    count += words(pieces[from]);
  }
  return kept;
}

/** The sentence between two pieces of the carrier, at its beginning or at its end. */
function embed(pieces, sentence, random) {
  const at = pick([0, pieces.length, Math.floor(random() * (pieces.length + 1))], random);
  const border = pick([' ', '\n', '\n\n', ' '], random);
  return [...pieces.slice(0, at), sentence, ...pieces.slice(at)].join(border);
}

/** The sentence in a member of a small answer, as an API gives it. */
function inField(sentence, random) {
  const key = pick(['content', 'body', 'message', 'note', 'description', 'review', 'summary', 'text', 'title'], random);
  const other = pick(['id', 'rating', 'timestamp', 'from', 'status', 'name'], random);
  const value = pick(['42', '5', '2024-05-01', 'ann', 'open', 'Mark'], random);
  const quote = pick(['"', "'"], random);
  return `{${quote}${other}${quote}: ${quote}${value}${quote}, ${quote}${key}${quote}: ${quote}${sentence}${quote}}`;
}

function resultTexts(random, carriers) {
  const orders = Object.values(ORDERS);
  const inside = (sentence) => embed(carrierOf(pick(carriers, random), random), sentence, random);
  const texts = { malicious: [], benign: [], everyday: [] };
  for (let i = 0; i < 9000; i++) {
    const sentence = write(pick(pick(orders, random), random), random);
    texts.malicious.push(
      pick([() => sentence, () => inside(sentence), () => inside(sentence), () => inField(sentence, random)], random)(),
    );
  }
  for (let i = 0; i < 1500; i++) {
    const sentence = write(pick(FOREIGN_ORDERS, random), random);
    texts.malicious.push(random() < 0.6 ? sentence : inside(sentence));
  }
  for (let i = 0; i < 9000; i++) {
    const sentence = write(pick(TWINS, random), random);
    texts.benign.push(
      pick([() => sentence, () => inside(sentence), () => inside(sentence), () => inField(sentence, random)], random)(),
    );
  }
  for (let i = 0; i < 500; i++) texts.benign.push(`${pick(FOREIGN_TWINS, random)} ${pick(FOREIGN_TWINS, random)}`);
  for (let i = 0; i < EVERYDAY_TEXTS; i++) texts.everyday.push(everydayText(write, random));
  for (let i = 0; i < FOREIGN_NOTES; i++) texts.everyday.push(foreignNote(write, random));
  return texts;
}

function definitionTexts(random, carriers, attacks) {
  const orders = [
    POISON,
    POISON,
    POISON,
    ORDERS.override,
    ORDERS.addressed,
    ORDERS.exfiltration,
    ORDERS.extraction,
    ORDERS.agents,
    ORDERS.persona,
  ];
  const describe = () =>
    (pick(carriers, random).texts[1] ?? 'Returns the current time.').split(/\n{2,}/)[0].slice(0, 500);
  const texts = { malicious: [], benign: [], everyday: [] };
  for (let i = 0; i < 9000; i++)
    texts.malicious.push(
      `${describe()}${pick([' ', '\n', ' '], random)}${write(pick(pick(orders, random), random), random)}`,
    );
  for (let i = 0; i < 2500 && attacks.length > 0; i++)
    texts.malicious.push(`${describe()} ${pick(attacks, random).texts[1] ?? ''}`);
  for (let i = 0; i < 600; i++) texts.malicious.push(`${describe()} ${write(pick(FOREIGN_ORDERS, random), random)}`);
  for (let i = 0; i < 9000; i++) texts.benign.push(`${describe()} ${write(pick(TWINS, random), random)}`);
  for (let i = 0; i < 300; i++) texts.benign.push(`${describe()} ${pick(FOREIGN_TWINS, random)}`);
  for (let i = 0; i < BOSSY_TEXTS; i++) {
    const count = 1 + Math.floor(random() * 3);
    const orders = Array.from({ length: count }, () => write(pick(BOSSY, random), random));
    texts.everyday.push(`${describe()} ${orders.join(' ')}`);
  }
  return texts;
}

/** Made records for one head. `train` holds the training split: carriers are its benign texts, held-out sources are not asked. */
export function generateRecords(head, train, seed = 7) {
  const random = createRandom(seed);
  const carriers = train.filter((record) => record.head === head && !record.malicious && record.texts.length > 1);
  if (carriers.length === 0) return [];
  const attacks = train.filter(
    (record) =>
      record.head === 'result' &&
      record.malicious &&
      record.texts.length > 1 &&
      record.texts[1].length < 600 &&
      record.source !== 'BIPIA' &&
      !/InjecAgent/.test(record.source),
  );
  const texts = head === 'result' ? resultTexts(random, carriers) : definitionTexts(random, carriers, attacks);
  return ['malicious', 'benign', 'everyday'].flatMap((label) =>
    texts[label].map((text) => ({
      head,
      split: 'made',
      // Counts as a source of its own.
      source: label === 'everyday' ? 'everyday' : 'made',
      repository: 'made',
      group: 'made',
      malicious: label === 'malicious',
      texts: [text],
    })),
  );
}
