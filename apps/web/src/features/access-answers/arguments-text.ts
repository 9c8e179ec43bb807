/** Arguments as a person typed them: absent, usable, or wrong in a way that can be said. */
export type ParsedArguments =
  | { readonly kind: 'absent' }
  | { readonly kind: 'ok'; readonly value: Record<string, unknown> }
  | { readonly kind: 'wrong'; readonly message: string };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads JSON arguments; nothing typed means "whatever they are", which is another question than `{}`. */
export const parseArguments = (text: string): ParsedArguments => {
  if (text.trim() === '') return { kind: 'absent' };
  try {
    const value: unknown = JSON.parse(text);
    if (!isObject(value)) return { kind: 'wrong', message: 'Arguments are one JSON object: { "name": value }.' };
    return { kind: 'ok', value };
  } catch (error) {
    return { kind: 'wrong', message: `This is not JSON yet: ${messageOf(error)}` };
  }
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** An object with an empty value for each argument the schema requires, or for all when it requires none. */
export const exampleOf = (schema: unknown): Record<string, unknown> => {
  if (!isObject(schema) || !isObject(schema.properties)) return {};
  const required = Array.isArray(schema.required) ? schema.required : [];
  const names = Object.keys(schema.properties);
  const wanted = required.length > 0 ? names.filter((name) => required.includes(name)) : names;
  const { properties } = schema;
  return Object.fromEntries(wanted.map((name) => [name, exampleValue(properties[name])]));
};

const exampleValue = (schema: unknown): unknown => {
  if (!isObject(schema)) return '';
  if ('default' in schema) return schema.default;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  switch (schema.type) {
    case 'number':
    case 'integer':
      return 0;
    case 'boolean':
      return false;
    case 'array':
      return [];
    case 'object':
      return exampleOf(schema);
    default:
      return '';
  }
};
