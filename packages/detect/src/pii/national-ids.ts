import { isDate, luhn, mod11_10, remainder, verhoeff, weighted } from './checksums.js';

/** A number by which a state knows a person (or a firm), with what makes one valid. */
export interface NationalId {
  readonly country: string;
  readonly name: string;
  /** Source of a pattern of bounded repeats; the value with the separators people write. */
  readonly form: string;
  /** Words of the language it is spoken of in, lower case; one of them stands near. */
  readonly words: readonly string[];
  /** Spelled so distinctly that no word is needed. */
  readonly distinct?: true;
  /** @param id upper case, without separators */
  readonly valid: (id: string) => boolean;
}

const last = (id: string): number => id.charCodeAt(id.length - 1) - 48;
const sumEquals = (id: string, weights: readonly number[], check: (sum: number) => number): boolean =>
  check(weighted(id, weights)) === last(id);

const DNI_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';
const NRIC_CITIZEN = 'JZIHGFEDCBA';
const NRIC_FOREIGNER = 'XWUTRQPNMLK';
const CF_ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
const HETU_CHECKS = '0123456789ABCDEFHJKLMNPRSTUVWXY';
const CURP_ORDER = '0123456789ABCDEFGHIJKLMN\u00d1OPQRSTUVWXYZ';
const PPS_LETTERS = 'WABCDEFGHIJKLMNOPQRSTUV';
const CHINESE_CHECKS = '10X98765432';

function codiceFiscale(id: string): boolean {
  let sum = 0;
  for (let i = 0; i < 15; i++) {
    const code = id.charCodeAt(i);
    const value = code >= 65 ? code - 65 : code - 48;
    sum += i % 2 === 0 ? (CF_ODD[value] ?? 0) : value;
  }
  return id.charCodeAt(15) - 65 === sum % 26;
}

function elevenSteps(digits: string, weights: readonly number[]): number {
  const rest = 11 - (weighted(digits, weights) % 11);
  return rest > 9 ? 0 : rest;
}

function cpf(id: string): boolean {
  if (/^(\d)\1+$/.test(id)) return false;
  const first = elevenSteps(id, [10, 9, 8, 7, 6, 5, 4, 3, 2]);
  const second = elevenSteps(id, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
  return id.endsWith(`${first}${second}`);
}

function cnpj(id: string): boolean {
  if (/^(\d)\1+$/.test(id)) return false;
  const first = elevenSteps(id, [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]);
  const second = elevenSteps(id, [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]);
  return id.endsWith(`${first}${second}`);
}

function nric(id: string): boolean {
  const series = id.charAt(0);
  const sum =
    weighted(id.slice(1), [2, 7, 6, 5, 4, 3, 2]) + (series === 'T' || series === 'G' ? 4 : series === 'M' ? 3 : 0);
  const letters = series === 'S' || series === 'T' ? NRIC_CITIZEN : series === 'M' ? 'KLJNPQRTUWX' : NRIC_FOREIGNER;
  return letters.charAt(sum % 11) === id.charAt(8);
}

function curp(id: string): boolean {
  const sum = [...id.slice(0, 17)].reduce((total, char, i) => total + CURP_ORDER.indexOf(char) * (18 - i), 0);
  return (10 - (sum % 10)) % 10 === last(id);
}

function nir(id: string): boolean {
  const number = id.slice(0, 13).replace('2A', '19').replace('2B', '18');
  return 97 - remainder(number, 97) === Number(id.slice(13));
}

function rut(id: string): boolean {
  const body = id.slice(0, -1).padStart(8, '0');
  const check = 11 - (weighted(body, [3, 2, 7, 6, 5, 4, 3, 2]) % 11);
  return id.endsWith(check === 11 ? '0' : check === 10 ? 'K' : String(check));
}

function norwegian(id: string): boolean {
  const first = (11 - (weighted(id, [3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11)) % 11;
  const second = (11 - (weighted(id, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
  return isDate(id.slice(4, 6) + id.slice(2, 4) + id.slice(0, 2)) && id.endsWith(`${first}${second}`);
}

function estonian(id: string): boolean {
  const first = weighted(id, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
  const second = weighted(id, [3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11;
  return isDate(id.slice(1, 7)) && (first < 10 ? first : second % 10) === last(id);
}

function turkish(id: string): boolean {
  const odd = weighted(id, [1, 0, 1, 0, 1, 0, 1, 0, 1]);
  const even = weighted(id, [0, 1, 0, 1, 0, 1, 0, 1]);
  const tenth = (((odd * 7 - even) % 10) + 10) % 10;
  const sum = weighted(id, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
  return tenth === id.charCodeAt(9) - 48 && sum % 10 === last(id);
}

/** Rules as the issuing authorities publish them. */
export const NATIONAL_IDS: readonly NationalId[] = [
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
    valid: (id) => elevenSteps(id, [9, 8, 7, 6, 5, 4, 3, 2]) === last(id),
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
      return (check === 11 ? 0 : check) === last(id);
    },
  },
  {
    country: 'GB',
    name: 'National Insurance number',
    form: '[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D]',
    words: ['national insurance', 'nino', 'ni number', 'insurance number'],
    valid: (id) => !/^(?:BG|GB|KN|NK|NT|TN|ZZ)/.test(id),
  },
  {
    country: 'IN',
    name: 'Aadhaar',
    form: '[2-9]\\d{3}[ -]?\\d{4}[ -]?\\d{4}',
    words: ['aadhaar', 'aadhar', 'uidai', '\u0906\u0927\u093e\u0930'],
    valid: verhoeff,
  },
  {
    country: 'IN',
    name: 'PAN',
    form: '[A-Z]{3}[ABCFGHJLPT][A-Z]\\d{4}[A-Z]',
    words: ['pan card', 'pan number', 'pan no', 'permanent account', 'income tax', 'pan:'],
    valid: () => true,
  },
  {
    country: 'BR',
    name: 'CPF',
    form: '\\d{3}\\.\\d{3}\\.\\d{3}-\\d{2}|\\d{11}',
    words: ['cpf', 'cadastro de pessoa'],
    valid: cpf,
  },
  {
    country: 'BR',
    name: 'CNPJ',
    form: '\\d{2}\\.\\d{3}\\.\\d{3}/\\d{4}-\\d{2}|\\d{14}',
    words: ['cnpj'],
    valid: cnpj,
  },
  {
    country: 'CL',
    name: 'RUT',
    form: '\\d{1,2}\\.?\\d{3}\\.?\\d{3}-[0-9Kk]',
    words: ['rut', 'rol \u00fanico', 'run'],
    valid: rut,
  },
  {
    country: 'MX',
    name: 'CURP',
    form: '[A-Z][AEIOUX][A-Z]{2}\\d{6}[HMX][A-Z]{5}[A-Z0-9]\\d',
    words: ['curp', 'registro de poblaci\u00f3n'],
    distinct: true,
    valid: curp,
  },
  {
    country: 'CN',
    name: '\u8eab\u4efd\u8bc1',
    form: '[1-8]\\d{5}(?:19|20)\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])\\d{3}[0-9Xx]',
    words: ['\u8eab\u4efd\u8bc1', '\u8eab\u5206\u8b49', 'resident id', 'identity card', 'id card', 'id number'],
    distinct: true,
    valid: (id) =>
      CHINESE_CHECKS.charAt(weighted(id, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11) === id.slice(-1),
  },
  {
    country: 'TW',
    name: '\u8eab\u5206\u8b49',
    form: '[A-Z][12]\\d{8}',
    words: ['\u8eab\u5206\u8b49', '\u8eab\u4efd\u8b49', 'national id'],
    valid: (id) => {
      const area = 'ABCDEFGHJKLMNPQRSTUVXYWZIO'.indexOf(id.charAt(0)) + 10;
      return (Math.floor(area / 10) + (area % 10) * 9 + weighted(id.slice(1), [8, 7, 6, 5, 4, 3, 2, 1, 1])) % 10 === 0;
    },
  },
  {
    country: 'KR',
    name: '\uc8fc\ubbfc\ub4f1\ub85d\ubc88\ud638',
    form: '\\d{6}-?[1-8]\\d{6}',
    words: ['\uc8fc\ubbfc\ub4f1\ub85d', '\uc8fc\ubbfc\ubc88\ud638', 'resident registration', 'rrn'],
    valid: (id) =>
      isDate(id.slice(0, 6)) && sumEquals(id, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5], (sum) => (11 - (sum % 11)) % 10),
  },
  {
    country: 'JP',
    name: '\u30de\u30a4\u30ca\u30f3\u30d0\u30fc',
    form: '\\d{4}[ -]?\\d{4}[ -]?\\d{4}',
    words: [
      '\u30de\u30a4\u30ca\u30f3\u30d0\u30fc',
      '\u500b\u4eba\u756a\u53f7',
      'my number',
      'mynumber',
      'individual number',
    ],
    valid: (id) => sumEquals(id, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2], (sum) => (sum % 11 <= 1 ? 0 : 11 - (sum % 11))),
  },
  {
    country: 'AU',
    name: 'tax file number',
    form: '\\d{3} ?\\d{3} ?\\d{3}',
    words: ['tfn', 'tax file'],
    valid: (id) => weighted(id, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0,
  },
  {
    country: 'AU',
    name: 'Medicare number',
    form: '[2-6]\\d{3} ?\\d{5} ?\\d',
    words: ['medicare'],
    valid: (id) => weighted(id, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === id.charCodeAt(8) - 48,
  },
  {
    country: 'CA',
    name: 'social insurance number',
    form: '[1-79]\\d{2}[ -]?\\d{3}[ -]?\\d{3}',
    words: ['social insurance', 'sin number', 'sin:', 'sin is', 'assurance sociale'],
    valid: luhn,
  },
  { country: 'SG', name: 'NRIC', form: '[STFGM]\\d{7}[A-Z]', words: ['nric', 'fin ', 'identity card'], valid: nric },
  {
    country: 'HK',
    name: 'HKID',
    form: '[A-Z]\\d{6}\\([0-9A]\\)',
    words: ['hkid', 'identity card', '\u8eab\u4efd\u8b49'],
    valid: (id) => {
      const check = id.slice(-1) === 'A' ? 10 : last(id);
      return (36 * 9 + (id.charCodeAt(0) - 55) * 8 + weighted(id.slice(1), [7, 6, 5, 4, 3, 2]) + check) % 11 === 0;
    },
  },
  {
    country: 'ZA',
    name: 'ID number',
    form: '\\d{6} ?\\d{4} ?[01]\\d{2}',
    words: ['id number', 'identity number', 'sa id', 'south african id'],
    valid: (id) => isDate(id.slice(0, 6)) && luhn(id),
  },
  {
    country: 'IL',
    name: 'teudat zehut',
    form: '\\d{9}',
    words: ['teudat zehut', '\u05ea\u05e2\u05d5\u05d3\u05ea \u05d6\u05d4\u05d5\u05ea', 'israeli id'],
    valid: (id) => {
      const sum = [...id].reduce((total, char, i) => {
        const step = Number(char) * ((i % 2) + 1);
        return total + (step > 9 ? step - 9 : step);
      }, 0);
      return sum % 10 === 0;
    },
  },
  {
    country: 'TR',
    name: 'T.C. kimlik numaras\u0131',
    form: '[1-9]\\d{10}',
    words: ['kimlik', 'tckn', 't.c.'],
    valid: turkish,
  },
  {
    country: 'NZ',
    name: 'IRD number',
    form: '\\d{2,3}-\\d{3}-\\d{3}',
    words: ['ird'],
    valid: (id) => {
      const padded = id.padStart(9, '0');
      const first = (11 - (weighted(padded, [3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
      const check = first < 10 ? first : (11 - (weighted(padded, [7, 4, 3, 2, 5, 2, 7, 6]) % 11)) % 11;
      return check === last(padded);
    },
  },
];
