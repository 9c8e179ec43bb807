import { type Detector } from './detector.js';
import { secretDetector } from './secret.js';

const HEADER_ALONE = 0.35;

/** Private key in PEM, PuTTY or age form. A header without a body is talk about keys; public keys have another header. Catalogue R6, C6. */
export const secretPrivateKey: Detector = secretDetector({
  name: 'private-key',
  title: 'Private key',
  why: 'Whoever holds it can sign, decrypt or sign in as its owner, and it cannot be taken back.',
  severity: 'critical',
  whole: true,
  gates: [{ literals: [['private key-----', 'private key block', 'putty-user-key', 'age-secret-key-1']] }],
  pattern:
    /-----BEGIN (?:[A-Z0-9]{2,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----(?:[\sA-Za-z0-9+/=\\,:.()-]{0,6000}-----END (?:[A-Z0-9]{2,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----)?|PuTTY-User-Key-File-\d|AGE-SECRET-KEY-1[A-Z0-9]{58}/g,
  judge: (value, match, text) => {
    if (value.startsWith('PuTTY')) return text.includes('Private-Lines') ? 0.95 : HEADER_ALONE;
    if (!value.startsWith('-----')) return 0.95;
    const body = text.slice(match.index, match.index + 400).replace(/-----BEGIN[^-]{1,60}-----/, '');
    return /[A-Za-z0-9+/]{24}/.test(body.replace(/\\[nr]|\s/g, '')) ? 0.97 : HEADER_ALONE;
  },
});
