import { Fault } from '../fault.js';
import type { Bound, FunctionSpec } from './function-spec.js';

const VERSION_MAX = 256;
const NO_VERSION = new Fault('semverAtLeast() needs a version such as 1.2.0');

/** `1.2.3-beta.1+build`; people and clients also write `v1`, `1.2`. */
const VERSION = /^[v=]?([0-9]{1,15})(?:\.([0-9]{1,15}))?(?:\.([0-9]{1,15}))?(?:-([0-9a-z.-]+))?(?:\+[0-9a-z.-]+)?$/i;

interface Version {
  readonly numbers: readonly number[];
  /** Empty for a release. */
  readonly before: readonly string[];
}

const parseVersion = (text: string): Version | null => {
  const found = text.length > VERSION_MAX ? null : VERSION.exec(text.trim());
  if (found === null) return null;
  const [, major = '0', minor = '0', patch = '0', before = ''] = found;
  return { numbers: [major, minor, patch].map(Number), before: before === '' ? [] : before.split('.') };
};

const compareParts = (a: string, b: string): number => {
  const [isNumber, isOther] = [a, b].map((part) => /^[0-9]+$/.test(part));
  if (isNumber && isOther) return Number(a) - Number(b);
  if (isNumber !== isOther) return isNumber ? -1 : 1;
  if (a === b) return 0;
  return a < b ? -1 : 1;
};

/** Precedence of Semantic Versioning 2.0.0, section 11. */
const compareVersions = (a: Version, b: Version): number => {
  for (let index = 0; index < 3; index += 1) {
    const difference = (a.numbers[index] ?? 0) - (b.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  if (a.before.length === 0 || b.before.length === 0) return b.before.length - a.before.length;
  for (const [index, part] of a.before.entries()) {
    const other = b.before[index];
    const difference = other === undefined ? 1 : compareParts(part, other);
    if (difference !== 0) return difference;
  }
  return a.before.length - b.before.length;
};

const bind = ([, least = '']: readonly (string | undefined)[]): Bound => {
  const wanted = parseVersion(least);
  if (wanted === null) return { parameter: 1, message: `"${least}" is no version; write it as "1.2.0"` };
  return {
    apply: (run, [text]) => {
      const version = parseVersion(text as string);
      return run.spend(16) ?? (version === null ? NO_VERSION : compareVersions(version, wanted) >= 0);
    },
  };
};

/** For rules about old clients. */
export const SEMVER_AT_LEAST: FunctionSpec = {
  name: 'semverAtLeast',
  method: false,
  parameters: ['string', 'string'],
  signature: 'semverAtLeast(version, least) → bool',
  doc: 'The version is this one or later: `semverAtLeast(client.version, "1.2.0")`; an error when it is no version.',
  declares: ['semverAtLeast(string, string): bool'],
  literal: [1],
  bind,
};
