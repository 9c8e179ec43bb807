import { remainder } from '../pii/checksums.js';
import { type Detector, EVERYWHERE, matches, type Subject } from './detector.js';
import { digits, PII } from './pii.js';

/** Length of the account number per country (SWIFT registry of IBAN formats). */
const LENGTHS: Readonly<Record<string, number>> = Object.fromEntries(
  'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30'
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);
const COUNTRIES = Object.keys(LENGTHS).map((country) => country.toLowerCase());
const IBAN =
  /(?<![A-Za-z0-9+/=_-])[A-Za-z]{2}\d{2}(?:[A-Za-z0-9]{11,29}|(?: [A-Za-z0-9]{4}){2,7}(?: [A-Za-z0-9]{1,3})?)(?![A-Za-z0-9])/g;
/** Shown in documents of banks and standards. */
const EXAMPLES = new Set([
  'DE89370400440532013000',
  'GB29NWBK60161331926819',
  'GB82WEST12345698765432',
  'FR1420041010050500013M02606',
]);

/** A word starts with a country of the list and two digits. */
function glance({ text }: Subject): boolean {
  for (let at = 2; at < text.length; at++) {
    if (!isDigit(text, at) || !isDigit(text, at + 1) || isDigit(text, at - 1)) continue;
    if (/\w/.test(text.charAt(at - 3)) || LENGTHS[text.slice(at - 2, at).toUpperCase()] === undefined) continue;
    if (/[\w ]/.test(text.charAt(at + 2))) return true;
  }
  return false;
}

const isDigit = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
};

function detect({ text }: Subject) {
  return matches(IBAN, text, ({ 0: shown }) => {
    const iban = shown.replace(/ /g, '').toUpperCase();
    const wanted = LENGTHS[iban.slice(0, 2)];
    if (wanted === undefined || iban.length !== wanted) return null;
    if (remainder(iban.slice(4) + iban.slice(0, 4), 97) !== 1) return null;
    return EXAMPLES.has(iban) ? { confidence: 0.3, severity: 'low' } : { confidence: 0.95 };
  });
}

/** Bank account: country, its length, and the check digits of ISO 13616. Catalogue R6. */
export const piiIban: Detector = {
  ...PII,
  id: 'pii.iban',
  severity: 'medium',
  title: 'Bank account number (IBAN)',
  why: 'It names a person’s account, and money can be drawn from it by direct debit.',
  surfaces: EVERYWHERE,
  local: true,
  gates: [
    { literals: [['iban']] },
    { literals: [COUNTRIES.map((country) => digits(`${country}#####`))] },
    {
      literals: [[' ', '"', "'", ':', '='].flatMap((mark) => COUNTRIES.map((country) => digits(`${mark}${country}#`)))],
      shapes: ['token'],
    },
    // Shorter than what looks like a token, and in letters.
    { literals: [[' ', '"', "'", ':', '='].map((mark) => digits(`${mark}nl##`))] },
  ],
  glance,
  detect,
};
