import { luhn } from '../pii/checksums.js';
import { type Detector, EVERYWHERE, matches, type Subject } from './detector.js';
import { digits, hasWordNear, PII } from './pii.js';

const CARD =
  /(?<![\w.+/=-])(?:\d{4}([ -])\d{4}\1\d{4}\1\d{1,7}|3\d{3}([ -])\d{6}\2\d{4,5}|(?:\d ){11,18}\d|\d{12,19})(?![\w/=+-]|\.\d)/g;

/** Prefixes and lengths as the issuers assign them. */
const ISSUERS: readonly (readonly [RegExp, readonly number[]])[] = [
  [/^4/, [13, 16, 19]],
  [/^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]],
  [/^3[47]/, [15]],
  [/^(?:30[0-5]|3095|36|3[89])/, [14, 16, 19]],
  [/^(?:6011|64[4-9]|65|622)/, [16, 19]],
  [/^35/, [16, 19]],
  [/^(?:2131|1800)/, [15]],
  [/^(?:50|5[6-9]|6[0-9])/, [12, 13, 14, 15, 16, 17, 18, 19]],
];

/** Numbers that payment services publish for testing. */
const TEST_NUMBERS = new Set(
  '4111111111111111 4012888888881881 4222222222222 4242424242424242 4000056655665556 5555555555554444 5105105105105100 5200828282828210 2223003122003222 378282246310005 371449635398431 378734493671000 30569309025904 38520000023237 3056930009020004 6011111111111117 6011000990139424 3530111333300000 3566002020360505 6200000000000005 4000000000000002 4000002500003155 4000000000003220'.split(
    ' ',
  ),
);
const WORDS =
  /(?:^|[^a-z])(?:card|cards|cc|cvv|cvc|visa|mastercard|master card|amex|american express|maestro|discover|diners|jcb|debit|credit|pan|tarjeta|carte|karte|kreditkarte|cart\u00e3o|kort|karta)(?![a-z])|card_?n|creditcard|\u5361\u53f7|\u4fe1\u7528\u5361|\u30ab\u30fc\u30c9/i;

/** Said of this very number, or a record with all that is needed to charge it. */
const CALLED = /(?:card|cc)[ _-]?(?:number|no\.?|num|nr)?["']?\s{0,2}[:=]?\s{0,2}["']?$/i;
const VERIFICATION =
  /["']?(?:cvv2?|cvc2?|security_?code|card_?verification\w{0,8})["']?\s{0,2}[:=]\s{0,2}["']?\d{3,4}(?!\d)/i;
const RECORD_UNITS = 160;

const SURE = 0.95;
const LIKELY = 0.6;
const GROUPED = 0.6;
const ALONE = 0.4;
const TEST = 0.3;

const CARD_UNITS = { least: 12, most: 19 };

/**
 * A run of digits has the sum of a card, or stands beside the word, or goes on behind a blank or a dash. Most that open the
 * gates are times and identifiers.
 */
function glance({ text }: Subject): boolean {
  let named: boolean | null = null;
  for (let at = 0; at < text.length; at++) {
    const from = at;
    while (at < text.length && isDigit(text.charCodeAt(at))) at += 1;
    const units = at - from;
    if (units === 0) continue;
    if (isGroup(text, from, at)) return true;
    if (units < CARD_UNITS.least || units > CARD_UNITS.most) continue;
    if (luhn(text.slice(from, at))) return true;
    named ??= /card|cc/i.test(text);
    if (named) return true;
  }
  return false;
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** Another digit stands behind the mark that ends this one's group. */
const isGroup = (text: string, from: number, end: number): boolean =>
  (end - from === 1 || end - from === 4) && ' -'.includes(text.charAt(end)) && isDigit(text.charCodeAt(end + 1));

function detect({ text, key }: Subject) {
  return matches(CARD, text, ({ 0: shown, index }) => {
    const number = shown.replace(/[ -]/g, '');
    if (/^(\d)\1+$/.test(number)) return null;
    if (!luhn(number) || !isIssued(number)) return isCardRecord(text, index, shown) ? { confidence: LIKELY } : null;
    if (TEST_NUMBERS.has(number)) return { confidence: TEST, severity: 'low' };
    const named = WORDS.test(key) || hasWordNear(text, index, index + shown.length, WORDS);
    if (named) return { confidence: SURE };
    // Order numbers and identifiers are as long, and one in ten has the sum.
    return shown === number ? { confidence: ALONE, severity: 'low' } : { confidence: GROUPED };
  });
}

/**
 * A number under the name of a card number whose check digit or issuer is wrong counts all the same where its verification code
 * stands beside it, and one with a right check digit where only the issuer is unknown.
 */
function isCardRecord(text: string, index: number, shown: string): boolean {
  if (!CALLED.test(text.slice(Math.max(0, index - 24), index))) return false;
  const number = shown.replace(/[ -]/g, '');
  if (luhn(number)) return true;
  if (number.length < 15 || number.length > 16) return false;
  return VERIFICATION.test(text.slice(Math.max(0, index - RECORD_UNITS), index + shown.length + RECORD_UNITS));
}

function isIssued(number: string): boolean {
  return ISSUERS.some(([prefix, lengths]) => prefix.test(number) && lengths.includes(number.length));
}

/** Payment card: issuer's prefix and length, check digit, and a word or groups of four that say so. Catalogue R6. */
export const piiCard: Detector = {
  ...PII,
  id: 'pii.card',
  severity: 'medium',
  title: 'Payment card number',
  why: 'A card number has to be kept out of systems that were not made for it (PCI DSS), and can be charged.',
  surfaces: EVERYWHERE,
  local: true,
  gates: [
    {
      literals: [
        [
          '#### #### ####',
          '####-####-####',
          '#### ###### ####',
          '####-######-####',
          '################',
          '# # # # # # # # # # # #',
        ].map(digits),
      ],
    },
    {
      literals: [
        [
          'card',
          'visa',
          'amex',
          ' cc ',
          ' cc:',
          'cc_n',
          'mastercard',
          'maestro',
          'diners',
          'debit',
          'credit',
          'tarjeta',
          'carte',
          'karte',
        ],
        ['############'].map(digits),
      ],
      near: 120,
    },
  ],
  glance,
  detect,
};
