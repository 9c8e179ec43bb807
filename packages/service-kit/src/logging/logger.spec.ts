import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { Secret } from '../secret.js';
import { createLogger } from './logger.js';
import { REDACTION_PATHS } from './redaction.js';

const logged = (write: (logger: ReturnType<typeof createLogger>) => void): string => {
  let text = '';
  const destination = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      text += chunk.toString('utf8');
      done();
    },
  });
  write(createLogger({ name: 'test', level: 'info', destination }));
  return text;
};

describe('the logger', () => {
  it('writes one JSON object a line, with level, name and ISO time', () => {
    const line: unknown = JSON.parse(logged((logger) => logger.info({ requestId: 'r1' }, 'hello')));
    expect(line).toMatchObject({ level: 'info', name: 'test', msg: 'hello', requestId: 'r1' });
    expect(line).toHaveProperty('time', expect.stringMatching(/^\d{4}-\d\d-\d\dT/));
  });

  it('redacts every sensitive member at the top and one and two levels down', () => {
    const names = REDACTION_PATHS.filter((path) => !path.startsWith('*')).map((path) => path.replace(/^\["|"\]$/g, ''));
    expect(names).toContain('authorization');
    expect(names).toContain('set-cookie');
    for (const name of names) {
      const text = logged((logger) =>
        logger.info({ [name]: 'hunter2', one: { [name]: 'hunter2' }, req: { headers: { [name]: 'hunter2' } } }, 'x'),
      );
      expect(text, name).not.toContain('hunter2');
      expect(text.match(/\[redacted\]/g), name).toHaveLength(3);
    }
  });

  it('keeps what is not sensitive, and secrets redacted wherever they stand', () => {
    const text = logged((logger) =>
      logger.warn({ orgId: 'org_1', a: { b: { c: { d: new Secret('hunter2') } } } }, 'x'),
    );
    expect(text).toContain('org_1');
    expect(text).not.toContain('hunter2');
  });

  it('writes errors with their cause', () => {
    const text = logged((logger) => logger.error({ err: new Error('outer', { cause: new Error('inner') }) }, 'x'));
    expect(text).toContain('outer');
    expect(text).toContain('inner');
  });
});
