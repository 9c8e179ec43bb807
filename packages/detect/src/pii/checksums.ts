/** Check digits of cards, accounts and identity numbers. All take digits (or letters where said) without separators. */

const digitAt = (text: string, at: number): number => text.charCodeAt(at) - 48;

/** ISO/IEC 7812-1 annex B, the sum of cards and of many national numbers. */
export function luhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = digitAt(digits, digits.length - 1 - i);
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Sum of digits times weights. */
export function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, i) => sum + weight * digitAt(digits, i), 0);
}

/** Remainder of a long decimal number; letters count as two digits from 10 (ISO 7064 as IBAN uses it). */
export function remainder(text: string, modulus: number): number {
  let rest = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    rest = code >= 65 ? (rest * 100 + code - 55) % modulus : (rest * 10 + code - 48) % modulus;
  }
  return rest;
}

/** ISO 7064 MOD 11,10: the German tax number, the Croatian OIB. */
export function mod11_10(digits: string): boolean {
  let product = 10;
  for (let i = 0; i < digits.length - 1; i++) {
    const sum = (digitAt(digits, i) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10 === digitAt(digits, digits.length - 1);
}

const VERHOEFF_PRODUCT = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
];
const VERHOEFF_TURNS = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
];

/** Verhoeff's scheme: Aadhaar. */
export function verhoeff(digits: string): boolean {
  let check = 0;
  for (let i = 0; i < digits.length; i++) {
    const turned = digitAt(VERHOEFF_TURNS[i % 8] ?? '', digitAt(digits, digits.length - 1 - i));
    check = digitAt(VERHOEFF_PRODUCT[check] ?? '', turned);
  }
  return check === 0;
}

/** Year, month and day as two digits each; the century is unknown. */
export function isDate(yearMonthDay: string): boolean {
  const month = Number(yearMonthDay.slice(-4, -2));
  const day = Number(yearMonthDay.slice(-2));
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}
