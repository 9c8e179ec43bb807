import { entropy } from '../text/entropy.js';
import { type Detector } from './detector.js';
import { secretDetector } from './secret.js';

const KEY_UNITS = 40;

/** So many characters of base64 stand together. */
function glance(text: string): boolean {
  let run = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const letter = code | 32;
    const isOf = (letter >= 97 && letter <= 122) || (code >= 47 && code <= 57) || code === 43;
    run = isOf ? run + 1 : 0;
    if (run >= KEY_UNITS) return true;
  }
  return false;
}

/** Forty characters of base64 beside words that call it AWS's secret; alone they could be anything. Catalogue R6, C6. */
export const secretAwsSecretKey: Detector = secretDetector({
  name: 'aws-secret-key',
  title: 'AWS secret access key',
  why: 'It signs any request of the account it belongs to, from anywhere.',
  severity: 'critical',
  gates: [
    {
      literals: [
        [
          'aws_secret',
          'aws-secret',
          'awssecret',
          'aws secret',
          'secret_access',
          'secret access',
          'secretaccess',
          'secretkey',
          'secret_key',
        ],
      ],
      shapes: ['token'],
    },
  ],
  glance,
  pattern:
    /(?:aws|secret|access)[\w .-]{0,30}["'`]?\s{0,4}[:=>,]{1,2}\s{0,4}["'`]?([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/gi,
  judge: (value) => (entropy(value) > 3.8 && /\d/.test(value) && /[A-Z]/.test(value) ? 0.93 : 0),
});
