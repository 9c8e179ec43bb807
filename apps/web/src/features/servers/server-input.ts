import type { Server } from '../../lib/api/types';

export type ServerInput = Pick<
  Server,
  'name' | 'slug' | 'description' | 'transport' | 'tier' | 'egress' | 'timeoutMs' | 'labels'
>;

export const NEW_SERVER: ServerInput = {
  name: '',
  slug: '',
  description: '',
  transport: { kind: 'streamable-http', url: '' },
  tier: 'standard',
  egress: 'external',
  timeoutMs: 60_000,
  labels: [],
};

const textOf = (data: FormData, name: string): string => {
  const value = data.get(name);
  return typeof value === 'string' ? value.trim() : '';
};

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Labels between commas or blanks, each once. */
const labelsOf = (text: string): string[] => [...new Set(text.split(/[\s,]+/).filter((label) => label !== ''))];

/** The form's fields as the api takes them. `slug` is used when the form's own field is fixed. */
export const toServerInput = (data: FormData, slug: string): ServerInput => ({
  name: textOf(data, 'name'),
  slug: textOf(data, 'slug') || slug,
  description: textOf(data, 'description'),
  transport: toTransport(data),
  tier: textOf(data, 'tier') === 'sensitive' ? 'sensitive' : 'standard',
  egress: textOf(data, 'egress') === 'internal' ? 'internal' : 'external',
  labels: labelsOf(textOf(data, 'labels')),
  timeoutMs: Math.round(Number(textOf(data, 'timeoutSeconds')) * 1000),
});

const toTransport = (data: FormData): Server['transport'] =>
  textOf(data, 'transport') === 'stdio'
    ? {
        kind: 'stdio',
        launcher: textOf(data, 'launcher'),
        args: linesOf(textOf(data, 'args')),
        env: Object.fromEntries(linesOf(textOf(data, 'env')).map(toVariable)),
      }
    : { kind: 'streamable-http', url: textOf(data, 'url') };

const toVariable = (line: string): [string, string] => {
  const at = line.indexOf('=');
  return at === -1 ? [line, ''] : [line.slice(0, at).trim(), line.slice(at + 1)];
};
