import { isDate, luhn, verhoeff, weighted } from './checksums.js';
import { elevenSteps, lastDigit, type NationalId, sumEquals } from './national-id.js';

const NRIC_CITIZEN = 'JZIHGFEDCBA';
const NRIC_FOREIGNER = 'XWUTRQPNMLK';
const CURP_ORDER = '0123456789ABCDEFGHIJKLMN\u00d1OPQRSTUVWXYZ';
const CHINESE_CHECKS = '10X98765432';

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
  return (10 - (sum % 10)) % 10 === lastDigit(id);
}

function rut(id: string): boolean {
  const body = id.slice(0, -1).padStart(8, '0');
  const check = 11 - (weighted(body, [3, 2, 7, 6, 5, 4, 3, 2]) % 11);
  return id.endsWith(check === 11 ? '0' : check === 10 ? 'K' : String(check));
}

function turkish(id: string): boolean {
  const odd = weighted(id, [1, 0, 1, 0, 1, 0, 1, 0, 1]);
  const even = weighted(id, [0, 1, 0, 1, 0, 1, 0, 1]);
  const tenth = (((odd * 7 - even) % 10) + 10) % 10;
  const sum = weighted(id, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
  return tenth === id.charCodeAt(9) - 48 && sum % 10 === lastDigit(id);
}

/** Rules as the issuing authorities of the other continents publish them. */
export const NON_EUROPEAN_IDS: readonly NationalId[] = [
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
      const check = id.slice(-1) === 'A' ? 10 : lastDigit(id);
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
      return check === lastDigit(padded);
    },
  },
];
