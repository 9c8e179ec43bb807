import { describe, expect, it } from 'vitest';
import { createInspectorOf } from '../inspect.js';
import { maskFindings } from '../mask.js';
import { made } from '../testing/cases.js';
import { registeredSecretsDetector } from './registered-secrets.js';
import { sealSecret } from './seal-secret.js';

const salt = (seed: number): string => Buffer.from(made(16, undefined, seed)).toString('base64url');
const VALUES = ['Blue/Heron=7:otter', 'correct-horse-battery', made(40), 'pässwörd-des-lagers'];
const sealed = VALUES.map((value, i) => sealSecret(`secret-${i}`, value, salt(i)));
const inspector = createInspectorOf([registeredSecretsDetector(sealed)]);

const found = (text: string) => {
  const message = { result: { content: [{ type: 'text', text }] } };
  const findings = inspector.inspectMessage(message, 'result');
  if (findings.length > 0) expect(inspector.inspectBytes(Buffer.from(JSON.stringify(message)))).toBe(true);
  return findings;
};

describe('secrets that an organisation registered', () => {
  for (const value of VALUES) {
    it(`finds ${JSON.stringify(value.slice(0, 6))}… wherever it stands by itself`, () => {
      for (const text of [
        value,
        `password=${value};`,
        `"${value}"`,
        `see ${value}, please`,
        `https://a.example/?k=${value}&x=1`,
      ])
        expect(
          found(text).map(({ detector }) => detector),
          text,
        ).toEqual(['secret.registered']);
    });
  }

  it('finds it behind Base64, in arguments too, and shows nothing of it', () => {
    const [finding] = found(Buffer.from(`the key is ${VALUES[2]} now`).toString('base64'));
    expect(finding).toMatchObject({ detector: 'secret.registered', view: 'base64' });
    expect(finding?.evidence).not.toContain(VALUES[2]?.slice(5, 30));
    const [argument] = inspector.inspectArguments({
      args: { body: `use ${VALUES[1]}` },
      pointerBase: '/params/arguments',
    });
    expect(argument).toMatchObject({ severity: 'critical', confidence: 1, start: 4 });
  });

  it('is redacted like any other secret', () => {
    const message = { result: { content: [{ type: 'text', text: `login ${VALUES[1]} ok` }] } };
    const { edits } = maskFindings(message, inspector.inspectMessage(message, 'result'), 'placeholder');
    expect(edits.map(({ text }) => text)).toEqual(['login [redacted:registered] ok']);
  });

  it('lets pass what only resembles it', () => {
    for (const value of VALUES) {
      expect(found(`x${value}`), value).toEqual([]);
      expect(found(`${value.slice(0, -1)}`), value).toEqual([]);
      expect(found(value.toUpperCase()), value).toEqual([]);
    }
    expect(found(made(4000, 'ab c-d'))).toEqual([]);
  });

  it('keeps nothing of the value but its length and sixteen bits', () => {
    const [one] = sealed;
    const again = sealSecret('secret-0', VALUES[0] ?? '', salt(99));
    expect(one?.tag).toBeLessThan(65_536);
    expect(again.digest).not.toBe(one?.digest);
    expect(JSON.stringify(sealed)).not.toContain('otter');
  });

  it('refuses what is too short to be found by its digest alone', () => {
    expect(() => sealSecret('pin', '12345678', salt(1))).toThrow(RangeError);
    expect(() => sealSecret('words', 'three blind mice', salt(1))).toThrow(RangeError);
  });

  it('reads a megabyte of anything for two thousand secrets in less than a second or two', () => {
    const many = Array.from({ length: 2000 }, (_, i) =>
      sealSecret(`s${i}`, made(20 + (i % 20), undefined, i), salt(i)),
    );
    const detector = registeredSecretsDetector(many);
    const texts = ['-'.repeat(1e6), 'ab '.repeat(3e5), made(1e6), `${made(9)} `.repeat(1e5)];
    const started = performance.now();
    for (const text of texts) {
      detector.detect({
        text,
        view: 'raw',
        surface: 'result',
        role: 'free_text',
        key: '',
        script: () => {
          throw new Error('not asked for');
        },
      });
    }
    expect(performance.now() - started).toBeLessThan(4000);
  });
});
