import { type Detector } from './detector.js';
import { secretDetector } from './secret.js';

/** The token every tutorial shows: subject 1234567890, name John Doe. */
const TUTORIAL = /eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ/;

/** The header is JSON and names an algorithm or a type. */
function hasAlgorithm(token: string): boolean {
  const header = Buffer.from(token.slice(0, token.indexOf('.')), 'base64url').toString('latin1');
  return /^\{\s*"[\s\S]*"\s*\}$/.test(header) && /"(?:alg|enc|typ|kid)"/.test(header);
}

/** Signed or unsigned JSON Web Token (RFC 7519). Catalogue R6, C6. */
export const secretJwt: Detector = secretDetector({
  name: 'jwt',
  title: 'JSON Web Token',
  why: 'Until it expires it is as good as the session of the person it was issued to.',
  severity: 'medium',
  gates: [
    { literals: [['.eyj', '.eyl', '.eyp', '.eyr']], shapes: ['token'] },
    { literals: [['eyjhbgci', 'eyj0exai', 'eyjrawqi', 'eyj4nxqi', 'eyjjdhki', 'eyjlbmmi']] },
  ],
  shownInDocuments: true,
  pattern:
    /(?<![A-Za-z0-9_-])ey[A-Za-z0-9_-]{14,2000}\.ey[A-Za-z0-9/\\_+-]{10,6000}(?:\.(?:[A-Za-z0-9/\\_+-]{10,2000}={0,2})?)?/g,
  judge: (value) => (TUTORIAL.test(value) ? 0.3 : hasAlgorithm(value) ? (value.split('.').length > 2 ? 0.9 : 0.6) : 0),
});
