import type { Definition } from '@/lib/api/types';

export type DefinitionBody = Definition['body'];

/** What a model reads of a definition first. Instructions are kept under `instructions` or `text`. */
export const descriptionOf = (body: DefinitionBody): string => {
  const text = body.description ?? body.instructions ?? body.text;
  return typeof text === 'string' ? text : '';
};

export const titleOf = (body: DefinitionBody): string | null => (typeof body.title === 'string' ? body.title : null);

const HINTS = [
  { key: 'readOnlyHint', yes: 'Read only', no: 'Writes' },
  { key: 'destructiveHint', yes: 'Destructive', no: 'Not destructive' },
  { key: 'idempotentHint', yes: 'Idempotent', no: 'Not idempotent' },
  { key: 'openWorldHint', yes: 'Open world', no: 'Closed world' },
] as const;

/** What the server says about a tool, in words; nothing it says is checked by anyone. */
export const annotationsOf = (body: DefinitionBody): string[] => {
  const annotations = body.annotations;
  if (typeof annotations !== 'object' || annotations === null) return [];
  const values = annotations as Record<string, unknown>;
  return HINTS.filter(({ key }) => typeof values[key] === 'boolean').map(({ key, yes, no }) =>
    values[key] ? yes : no,
  );
};

export const toPrettyJson = (body: DefinitionBody): string => JSON.stringify(body, null, 2);
