import { describe, expect, it } from 'vitest';
import { args, describeDetector, inspectCase, made, result } from '../testing/cases.js';
import { crc32 } from '../text/crc32.js';
import { hasGithubChecksum, secretGithubToken } from './secret-github-token.js';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

function checksum(body: string): string {
  let value = crc32(body);
  let digits = '';
  for (let i = 0; i < 6; i++) {
    digits = BASE62.charAt(value % 62) + digits;
    value = Math.floor(value / 62);
  }
  return digits;
}

const body = made(30);
const valid = `ghp_${body}${checksum(body)}`;

describeDetector(secretGithubToken, {
  attacks: [
    result(`token ${valid}`),
    result(`gho_${made(36, undefined, 2)}`),
    args({ remote: `https://x:${valid}@github.com/a/b` }),
    result(`github_pat_${made(22)}_${made(59)}`),
  ],
  twins: [
    result('ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'),
    result('tokens start with ghp_ or gho_'),
    result(`ghp_${made(20)}`),
  ],
});

describe('checksum of GitHub tokens', () => {
  it('knows a token by its checksum and is surer of it', () => {
    expect(hasGithubChecksum(valid)).toBe(true);
    expect(hasGithubChecksum(`${valid.slice(0, -1)}${valid.endsWith('0') ? '1' : '0'}`)).toBe(false);
    expect(inspectCase([secretGithubToken], result(valid))[0]?.confidence).toBeGreaterThan(0.95);
  });

  it('computes CRC-32 as the standard does', () => {
    expect(crc32('123456789')).toBe(0xcbf43926);
  });
});
