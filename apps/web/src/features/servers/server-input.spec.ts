import { describe, expect, it } from 'vitest';
import { toServerInput } from './server-input';

const form = (fields: Record<string, string>): FormData => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
};

describe('server form', () => {
  it('reads arguments by line and variables up to the first equals sign', () => {
    const input = toServerInput(
      form({
        name: ' Files ',
        transport: 'stdio',
        launcher: 'filesystem',
        args: '/srv/a b\n\n/srv/c ',
        env: 'TOKEN=a=b\nMODE=ro',
      }),
      'files',
    );
    expect(input.name).toBe('Files');
    expect(input.transport).toEqual({
      kind: 'stdio',
      launcher: 'filesystem',
      args: ['/srv/a b', '/srv/c'],
      env: { TOKEN: 'a=b', MODE: 'ro' },
    });
  });

  it('keeps the short name of a server whose field is fixed', () => {
    expect(toServerInput(form({ url: 'https://mcp.example/mcp', timeoutSeconds: '2.5' }), 'files')).toMatchObject({
      slug: 'files',
      transport: { kind: 'streamable-http', url: 'https://mcp.example/mcp' },
      timeoutMs: 2500,
    });
  });
});
