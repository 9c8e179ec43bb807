import { isDate, luhn, mod11_10, remainder, weighted } from './checksums.js';
import { elevenSteps, lastDigit, type NationalId, sumEquals } from './national-id.js';

const DNI_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';
const CF_ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
const HETU_CHECKS = '0123456789ABCDEFHJKLMNPRSTUVWXY';
const PPS_LETTERS = 'WABCDEFGHIJKLMNOPQRSTUV';

function codiceFiscale(id: string): boolean {
  let sum = 0;
  for (let i = 0; i < 15; i++) {
    const code = id.charCodeAt(i);
    const value = code >= 65 ? code - 65 : code - 48;
    sum += i % 2 === 0 ? (CF_ODD[value] ?? 0) : value;
  }
  return id.charCodeAt(15) - 65 === sum % 26;
}

function nir(id: string): boolean {
  const number = id.slice(0, 13).replace('2A', '19').replace('2B', '18');
  return 97 - remainder(number, 97) === Number(id.slice(13));
}

function norwegian(id: string): boolean {
  const first = (11 - (weighted(id, [3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11)) % 11;
  const second = (11 - (weighted(id, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
  return isDate(id.slice(4, 6) + id.slice(2, 4) + id.slice(0, 2)) && id.endsWith(`${first}${second}`);
}

function estonian(id: string): boolean {
  const first = weighted(id, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
  const second = weighted(id, [3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11;
  return isDate(id.slice(1, 7)) && (first < 10 ? first : second % 10) === lastDigit(id);
}

/** Rules as the issuing authorities of Europe publish them. */
export const EUROPEAN_IDS: readonly NationalId[] = [
  {
    country: 'DE',
    name: 'Steuer-Identifikationsnummer',
    form: '[1-9]\\d \\d{3} \\d{3} \\d{3}|[1-9]\\d{10}',
    words: ['steuer', 'steuer-id', 'idnr', 'tax id', 'tin'],
    valid: (id) => mod11_10(id) && new Set(id.slice(0, 10)).size >= 7,
  },
  {
    country: 'FR',
    name: 'num\u00e9ro de s\u00e9curit\u00e9 sociale',
    form: '[1278] ?\\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\\d) ?(?:\\d{2}|2[AB]) ?\\d{3} ?\\d{3} ?\\d{2}',
    words: ['s\u00e9curit\u00e9 sociale', 'securite sociale', 'nir', 'num\u00e9ro de s\u00e9cu', 'insee'],
    valid: nir,
  },
  {
    country: 'ES',
    name: 'DNI or NIE',
    form: '(?:\\d{8}|[XYZ]-?\\d{7})-?[A-Z]',
    words: ['dni', 'nie', 'nif', 'documento nacional', 'identidad'],
    valid: (id) => {
      const digits = id.slice(0, -1).replace('X', '0').replace('Y', '1').replace('Z', '2');
      return DNI_LETTERS.charAt(Number(digits) % 23) === id.slice(-1);
    },
  },
  {
    country: 'IT',
    name: 'codice fiscale',
    form: '[A-Z]{6}\\d{2}[A-EHLMPRST]\\d{2}[A-Z]\\d{3}[A-Z]',
    words: ['codice fiscale', 'cod. fisc', 'fiscal'],
    distinct: true,
    valid: codiceFiscale,
  },
  {
    country: 'NL',
    name: 'burgerservicenummer',
    form: '\\d{9}',
    words: ['bsn', 'burgerservicenummer', 'sofinummer'],
    valid: (id) => weighted(id, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0 && id !== '000000000',
  },
  {
    country: 'BE',
    name: 'rijksregisternummer',
    form: '\\d{2}[.]?\\d{2}[.]?\\d{2}-?\\d{3}[.]?\\d{2}',
    words: ['rijksregister', 'registre national', 'insz', 'niss', 'national register'],
    valid: (id) =>
      isDate(id.slice(0, 6)) &&
      [id.slice(0, 9), `2${id.slice(0, 9)}`].some((body) => 97 - remainder(body, 97) === Number(id.slice(9))),
  },
  {
    country: 'PL',
    name: 'PESEL',
    form: '\\d{11}',
    words: ['pesel'],
    valid: (id) => sumEquals(id, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3], (sum) => (10 - (sum % 10)) % 10),
  },
  {
    country: 'SE',
    name: 'personnummer',
    form: '(?:19|20)?\\d{6}[-+]?\\d{4}',
    words: ['personnummer', 'personal identity number', 'samordningsnummer'],
    valid: (id) => isDate(id.slice(-10, -4)) && luhn(id.slice(-10)),
  },
  {
    country: 'NO',
    name: 'f\u00f8dselsnummer',
    form: '\\d{6} ?\\d{5}',
    words: ['f\u00f8dselsnummer', 'fodselsnummer', 'personnummer', 'd-nummer'],
    valid: norwegian,
  },
  {
    country: 'DK',
    name: 'CPR-nummer',
    form: '\\d{6}-?\\d{4}',
    words: ['cpr', 'personnummer'],
    valid: (id) =>
      isDate(id.slice(4, 6) + id.slice(2, 4) + id.slice(0, 2)) &&
      weighted(id, [4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
  },
  {
    country: 'FI',
    name: 'henkil\u00f6tunnus',
    form: '\\d{6}[-+A-FU-Y]\\d{3}[0-9A-FHJ-NPR-Y]',
    words: ['henkil\u00f6tunnus', 'hetu', 'henkilotunnus', 'personal identity code'],
    valid: (id) => HETU_CHECKS.charAt(Number(id.slice(0, 6) + id.slice(-4, -1)) % 31) === id.slice(-1),
  },
  {
    country: 'EE',
    name: 'isikukood',
    form: '[1-8]\\d{10}',
    words: ['isikukood', 'asmens kodas', 'personal code'],
    valid: estonian,
  },
  {
    country: 'CH',
    name: 'AHV-Nummer',
    form: '756[. ]?\\d{4}[. ]?\\d{4}[. ]?\\d{2}',
    words: ['ahv', 'avs', 'sozialversicherung'],
    distinct: true,
    valid: (id) => sumEquals(id, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3], (sum) => (10 - (sum % 10)) % 10),
  },
  {
    country: 'AT',
    name: 'Sozialversicherungsnummer',
    form: '[1-9]\\d{3} ?\\d{6}',
    words: ['sozialversicherungsnummer', 'svnr', 'sv-nummer', 'versicherungsnummer'],
    valid: (id) => weighted(id, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 === id.charCodeAt(3) - 48,
  },
  {
    country: 'PT',
    name: 'NIF',
    form: '[1235689]\\d{2} ?\\d{3} ?\\d{3}',
    words: ['nif', 'contribuinte'],
    valid: (id) => elevenSteps(id, [9, 8, 7, 6, 5, 4, 3, 2]) === lastDigit(id),
  },
  {
    country: 'RO',
    name: 'CNP',
    form: '[1-9]\\d{12}',
    words: ['cnp', 'cod numeric personal'],
    valid: (id) => sumEquals(id, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9], (sum) => (sum % 11 === 10 ? 1 : sum % 11)),
  },
  {
    country: 'BG',
    name: 'EGN',
    form: '\\d{10}',
    words: ['egn', '\u0435\u0433\u043d'],
    valid: (id) => sumEquals(id, [2, 4, 8, 5, 10, 9, 7, 3, 6], (sum) => (sum % 11) % 10),
  },
  { country: 'HR', name: 'OIB', form: '\\d{11}', words: ['oib', 'osobni identifikacijski'], valid: mod11_10 },
  {
    country: 'CZ',
    name: 'rodn\u00e9 \u010d\u00edslo',
    form: '\\d{6}/\\d{4}',
    words: ['rodn\u00e9', 'rodne', 'birth number'],
    valid: (id) => remainder(id, 11) === 0,
  },
  {
    country: 'IE',
    name: 'PPS number',
    form: '\\d{7}[A-W][A-IW]?',
    words: ['pps', 'ppsn', 'personal public service'],
    valid: (id) => {
      const second = id.length > 8 ? Math.max(0, PPS_LETTERS.indexOf(id.charAt(8))) * 9 : 0;
      return PPS_LETTERS.charAt((weighted(id, [8, 7, 6, 5, 4, 3, 2]) + second) % 23) === id.charAt(7);
    },
  },
  {
    country: 'GB',
    name: 'NHS number',
    form: '\\d{3}[ -]?\\d{3}[ -]?\\d{4}',
    words: ['nhs'],
    valid: (id) => {
      const check = 11 - (weighted(id, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11);
      return (check === 11 ? 0 : check) === lastDigit(id);
    },
  },
  {
    country: 'GB',
    name: 'National Insurance number',
    form: '[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D]',
    words: ['national insurance', 'nino', 'ni number', 'insurance number'],
    valid: (id) => !/^(?:BG|GB|KN|NK|NT|TN|ZZ)/.test(id),
  },
];
