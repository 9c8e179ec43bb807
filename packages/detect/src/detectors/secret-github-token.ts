import { crc32 } from '../text/crc32.js';
import { type Detector } from './detector.js';
import { secretDetector } from './secret.js';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const CHECKSUM_CHARS = 6;

/**
 * The last six characters of a classic GitHub token are the base62 CRC-32 of the thirty after the prefix.
 * @see https://github.blog/2021-04-05-behind-githubs-new-authentication-token-formats/
 */
export function hasGithubChecksum(token: string): boolean {
  const body = token.slice(token.indexOf('_') + 1);
  const expected = [...body.slice(-CHECKSUM_CHARS)].reduce((sum, char) => sum * 62 + BASE62.indexOf(char), 0);
  return expected === crc32(body.slice(0, -CHECKSUM_CHARS));
}

/** Classic and fine-grained tokens of GitHub. Catalogue R6, C6. */
export const secretGithubToken: Detector = secretDetector({
  name: 'github-token',
  title: 'GitHub token',
  severity: 'critical',
  gates: [{ literals: [['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_']] }],
  pattern: /(?<![A-Za-z0-9_])(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59})(?![A-Za-z0-9])/g,
  judge: (value) => (value.startsWith('github_pat_') || hasGithubChecksum(value) ? 0.99 : 0.75),
});
