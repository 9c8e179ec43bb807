import { type Detector, type Hit, matches, type Subject } from './detector.js';
import { digits, PII } from './pii.js';

const PRIVATE_MAIL =
  /@(?:gmail|googlemail|yahoo|outlook|hotmail|live|icloud|me|aol|gmx|web|protonmail|proton|yandex|mail|qq|163|126|naver|orange|free|libero|t-online)\.(?:com|net|de|fr|it|es|co\.uk|ru|me|cn|org|nl|at|ch|jp|co\.jp)\b/gi;
const PHONE =
  /(?<![\w.+-])(?:\+\d{1,3}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d{1,4}(?:[ .-]?\d{2,4}){2,4}|\(\d{3}\) ?\d{3}-\d{4})(?![\w-])/g;

function detect({ text }: Subject): Hit[] {
  return [
    ...matches(PRIVATE_MAIL, text, () => ({ confidence: 0.8 })).flatMap((hit) => withLocalPart(hit, text)),
    ...matches(PHONE, text, () => ({ confidence: 0.6 })),
  ];
}

/** The name before the sign; without one it is talk about the provider. */
function withLocalPart(hit: Hit, text: string): Hit[] {
  const name = /[A-Za-z0-9._%+-]{1,64}$/.exec(text.slice(Math.max(0, hit.start - 64), hit.start))?.[0] ?? '';
  return name === '' ? [] : [{ ...hit, start: hit.start - name.length }];
}

/** Private mail address or telephone number: told for the record, never held against a message. Catalogue R6, R7. */
export const piiContact: Detector = {
  ...PII,
  id: 'pii.contact',
  severity: 'info',
  title: 'Private mail address or telephone number',
  why: 'People are reached by it; most answers that have one are meant to have it.',
  surfaces: ['result', 'server_message'],
  local: true,
  gates: [
    {
      literals: [
        [
          '@gmail.',
          '@googlemail.',
          '@yahoo.',
          '@outlook.',
          '@hotmail.',
          '@icloud.',
          '@aol.',
          '@gmx.',
          '@web.de',
          '@proton',
          '@yandex.',
          '@qq.com',
          '@163.com',
        ],
      ],
    },
    {
      literals: [
        [
          '+## ### ###',
          '+# ### ###',
          '+#-###-###',
          '+##-###',
          '(###) ###-####',
          '+# (###)',
          '+########',
          '+## ## ##',
        ].map(digits),
      ],
    },
  ],
  detect,
};
