import { describe, expect, it } from 'vitest';
import {
  eraOf,
  hasBatches,
  hasVersionHeader,
  isLegacyVersion,
  isModernVersion,
  isSupportedVersion,
  LATEST_LEGACY_VERSION,
  LATEST_VERSION,
  LEGACY_VERSIONS,
  MODERN_VERSIONS,
  negotiateLegacyVersion,
  SUPPORTED_VERSIONS,
} from './versions.js';

const UNKNOWN = ['2024-10-07', '', 'latest', '2025-11-25 ', '2026-07-28\n', 'DRAFT-2026-v1'];

describe('versions', () => {
  it('puts every revision into one era', () => {
    for (const version of LEGACY_VERSIONS) expect(eraOf(version)).toBe('legacy');
    for (const version of MODERN_VERSIONS) expect(eraOf(version)).toBe('modern');
    expect([...SUPPORTED_VERSIONS].sort()).toEqual(SUPPORTED_VERSIONS);
  });

  it('names the newest of each era', () => {
    expect(LATEST_LEGACY_VERSION).toBe(LEGACY_VERSIONS.at(-1));
    expect(LATEST_VERSION).toBe(MODERN_VERSIONS.at(-1));
  });

  it.each(UNKNOWN)('does not know %j', (version) => {
    expect(isSupportedVersion(version)).toBe(false);
    expect(isLegacyVersion(version)).toBe(false);
    expect(isModernVersion(version)).toBe(false);
    expect(negotiateLegacyVersion(version)).toBeNull();
  });

  it('never agrees to a modern revision in a handshake', () => {
    for (const version of LEGACY_VERSIONS) expect(negotiateLegacyVersion(version)).toBe(version);
    for (const version of MODERN_VERSIONS) expect(negotiateLegacyVersion(version)).toBeNull();
  });

  it('knows which revisions have batches and which the version header', () => {
    expect(SUPPORTED_VERSIONS.filter(hasBatches)).toEqual(['2025-03-26']);
    expect(SUPPORTED_VERSIONS.filter(hasVersionHeader)).toEqual(['2025-06-18', '2025-11-25', '2026-07-28']);
  });
});
