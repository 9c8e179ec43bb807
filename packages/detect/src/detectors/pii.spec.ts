import { describe, expect, it } from 'vitest';
import { NATIONAL_IDS } from '../pii/national-ids.js';
import { args, definition, describeDetector, inspectCase, made, result } from '../testing/cases.js';
import { piiCard } from './pii-card.js';
import { piiContact } from './pii-contact.js';
import { piiDriverLicense } from './pii-driver-license.js';
import { piiIban } from './pii-iban.js';
import { piiNationalId } from './pii-national-id.js';
import { piiSsn } from './pii-ssn.js';

const DIGITS = '0123456789';

describeDetector(piiCard, {
  attacks: [
    result('Please charge my card 4539578763621486 today'),
    result('kaart 4539 5787 6362 1486, exp 09/27'),
    result(JSON.stringify({ card_number: '371449635398423' })),
    args({ card_number: '5425233430109903' }),
    result('cc 3530185156387088 was declined'),
    result('[{"card_number": "4556 1234 5678 9012", "expiry": "01/27", "cvv": "123"}]'),
    result('card 4 5 3 9 5 7 8 7 6 3 6 2 1 4 8 6'),
    result(Buffer.from('my credit card is 4539578763621486').toString('base64')),
  ],
  twins: [
    result('order 4539578763621487 of card customers'),
    result('trace 4539578763621486123456'),
    result('tweet 1745392874653928374, likes 12'),
    result('pay with the test card 4242 4242 4242 4242'),
    result('0000 0000 0000 0000 and 4444 4444 4444 4444 are card masks'),
    result('sha 4539578763621486abcdef and 0.4539578763621486'),
    result('started at 1763746800000 and took 1763746812345'),
    result('card ending in XXXX XXXX XXXX 1486'),
  ],
});

describeDetector(piiIban, {
  attacks: [
    result('transfer to GB33BUKB20201555555555 today'),
    result('IBAN: DE75 5121 0800 1245 1261 99'),
    result('mein Konto ist nl02abna0123456789'),
    args({ account: 'FR7630006000011234567890189' }),
  ],
  twins: [
    result('GB33BUKB20201555555556'),
    result('the example DE89 3704 0044 0532 0130 00 of the standard'),
    result(`token de75${made(40)}`),
    result('An IBAN has up to 34 characters; see ISO 13616.'),
    result('build GB33 of 2026'),
  ],
});

describeDetector(piiSsn, {
  attacks: [
    result("Here's my SSN: 460-89-9847"),
    result(JSON.stringify({ ssn: '536-22-8726' })),
    result('social security number 536 22 8726'),
    args({ employee: { ssn: '536228726' } }),
  ],
  twins: [
    result('part 460-89-9847 of the order'),
    result('SSN 000-12-3456 or 666-12-3456 or 900-12-3456 cannot be'),
    result('an SSN such as 123-45-6789'),
    result('call 555-12-34567 or version 1.2.3-45-6789'),
    definition('Looks an employee up by SSN, written ###-##-####.'),
  ],
});

describeDetector(piiDriverLicense, {
  attacks: [
    result("driver's license number is D1234562"),
    result('"driving_licence_number": "MORGA657054SM9IJ"'),
    result('F\u00fchrerscheinnummer: B072RRE2I55'),
  ],
  twins: [
    result("a driver's license is needed to rent a car from 12345 Main Street"),
    result('driver license: MIT, version 2.0.18'),
    result('the NVIDIA driver licence agreement of 2024'),
  ],
});

describeDetector(piiNationalId, {
  attacks: [
    result('Steuer-ID 65 929 970 489'),
    result('num\u00e9ro de s\u00e9curit\u00e9 sociale 2 69 05 49 588 157 80'),
    result('DNI: 12345678Z'),
    result('cliente RSSMRA85T10A562S'),
    result('BSN 111222333'),
    result('PESEL 44051401359'),
    result('personnummer 811228-9874'),
    result('NHS number: 943 476 5919'),
    result('National Insurance number AB 12 34 56 C'),
    result('Aadhaar 2341 2341 2346'),
    result('CPF 529.982.247-25'),
    result('CNPJ 11.222.333/0001-81'),
    result('\u8eab\u4efd\u8bc1\u53f7 11010519491231002X'),
    result('NRIC S1234567D'),
    result('tax file number 123 456 782'),
    result('SIN: 130 692 544'),
    result('AHV 756.9217.0769.85'),
    result('hetu 131052-308T'),
    args({ pesel: '44051401359' }),
  ],
  twins: [
    result('Steuer-ID 65 929 970 488'),
    result('PESEL 44051401358'),
    result('order 44051401359 shipped'),
    result('CPF 111.111.111-11'),
    result('the Aadhaar of 2341 2341 2347'),
    result('dni 12345678A'),
    result('span 12 and pin 111222333'),
    result('Medicare covers 2950 000 people'),
    result('created 20260312 by 811228-9875'),
    result('call the NHS on 0300 311 22 33'),
  ],
});

describe('pii.contact', () => {
  it('informs of private addresses and telephone numbers, and no more', () => {
    const findings = inspectCase([piiContact], result('write to ada.okafor@gmail.com or call +49 30 901820'));
    expect(findings.map(({ severity }) => severity)).toEqual(['info', 'info']);
    expect(inspectCase([piiContact], result('support@acme.example answers; gmail.com is a provider'))).toEqual([]);
  });
});

describe('national numbers', () => {
  it('cover at least thirty countries', () => {
    expect(new Set(NATIONAL_IDS.map(({ country }) => country)).size).toBeGreaterThanOrEqual(30);
  });

  it('hold at most one in five random numbers valid', () => {
    for (const { country, name, form, valid } of NATIONAL_IDS) {
      if (!/^(?:\[[\d-]+\])?\\d\{\d+\}$/.test(form)) continue;
      const length = Number(/\{(\d+)\}/.exec(form)?.[1]) + (form.startsWith('[') ? 1 : 0);
      const hits = Array.from({ length: 400 }, (_, seed) => made(length, DIGITS, seed * 31 + 1)).filter(valid).length;
      expect(hits, `${country} ${name}`).toBeLessThan(80);
    }
  });
});
