import { type Detector } from './detector.js';
import { secretDetector } from './secret.js';

/** What a value must not continue into, on either side. */
const OPEN = '(?<![A-Za-z0-9_.-])';
const SHUT = '(?![A-Za-z0-9_-])';

/** Forms of which only the middle or the end gives them away. */
const FORMS = {
  terraform: '[A-Za-z0-9]{14}\\.atlasv1\\.[A-Za-z0-9_=-]{60,70}',
  mailchimp: '[a-f0-9]{32}-us\\d{1,2}',
  telegram: '\\d{8,10}:A[A-H][A-Za-z0-9_-]{33}',
  discord: '[MNO][DTjz][AEIMQUYcgk][A-Za-z0-9]{20,25}\\.[A-Za-z0-9_-]{6}\\.[A-Za-z0-9_-]{27,38}',
  facebook: '\\d{15,16}\\|[A-Za-z0-9_-]{27}',
  maxmind: '[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk',
};

/** The longest piece of each form is at least so long. */
const RUN_UNITS_MIN = 27;
const isInRun = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95 || code === 45;

/** Letters and digits so many in a row: one place in so many is looked at, and what is around it where it is one. */
function glance(text: string): boolean {
  for (let at = RUN_UNITS_MIN - 1; at < text.length; ) {
    let from = at;
    while (from > at - RUN_UNITS_MIN && isInRun(text.charCodeAt(from))) from -= 1;
    if (from === at - RUN_UNITS_MIN) return true;
    // No run so long goes over the place that is none.
    at = from + RUN_UNITS_MIN;
  }
  return false;
}

/** A Discord token starts with the Base64 of a decimal number. */
const DISCORD_STARTS = [...'mno'].flatMap((first) =>
  [...'dtjz'].flatMap((second) =>
    [...'aeimquycgk'].flatMap((third) => [' ', '"', "'", '='].map((mark) => mark + first + second + third)),
  ),
);

/** Bot tokens and keys that carry their mark inside: Telegram, Discord, Terraform Cloud, Mailchimp, Facebook, MaxMind. Catalogue R6, C6. */
export const secretMarkedToken: Detector = secretDetector({
  name: 'marked-token',
  title: 'Token of a bot or an application',
  why: 'It speaks in the name of the bot or application it was made for.',
  gates: [
    { literals: [['.atlasv1.', '_mmk"', "_mmk'", '_mmk\n']] },
    {
      literals: [
        [
          ':aaa',
          ':aab',
          ':aac',
          ':aad',
          ':aae',
          ':aaf',
          ':aag',
          ':aah',
          '-us0',
          'facebook',
          'maxmind',
          'telegram',
          'fb_app',
        ],
      ],
      shapes: ['token'],
    },
    { literals: [DISCORD_STARTS], shapes: ['token'] },
    { literals: [['facebook', 'fb_app', 'access_token', 'access token'], ['0000000000|']], near: 80 },
  ],
  pattern: new RegExp(`${OPEN}(?:${Object.values(FORMS).join('|')})${SHUT}`, 'g'),
  confidence: 0.85,
  glance,
});
