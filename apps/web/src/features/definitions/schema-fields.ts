/** One field of an input schema, flattened for reading. */
export interface SchemaField {
  /** Dotted path; `[]` marks items of an array. */
  readonly path: string;
  readonly depth: number;
  readonly type: string;
  readonly isRequired: boolean;
  readonly description: string;
  /** Allowed values, default and bounds, as short phrases. */
  readonly notes: readonly string[];
}

const FIELDS_MAX = 300;
const DEPTH_MAX = 6;

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The fields of a JSON Schema in the order they are written, nested ones after their parent; bounded in depth and number. */
export const toSchemaFields = (schema: unknown): SchemaField[] => fieldsOf(schema, '', 0).slice(0, FIELDS_MAX);

const fieldsOf = (schema: unknown, parent: string, depth: number): SchemaField[] => {
  if (!isObject(schema) || depth >= DEPTH_MAX || !isObject(schema.properties)) return [];
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  return Object.entries(schema.properties).flatMap(([name, property]) => {
    const path = parent ? `${parent}.${name}` : name;
    return [
      toField(property, path, depth, required.has(name)),
      ...fieldsOf(property, path, depth + 1),
      ...itemFields(property, path, depth),
    ];
  });
};

const itemFields = (property: unknown, path: string, depth: number): SchemaField[] =>
  isObject(property) ? fieldsOf(property.items, `${path}[]`, depth + 1) : [];

const toField = (property: unknown, path: string, depth: number, isRequired: boolean): SchemaField => {
  const schema = isObject(property) ? property : {};
  return {
    path,
    depth,
    type: typeOf(schema),
    isRequired,
    description: typeof schema.description === 'string' ? schema.description : '',
    notes: notesOf(schema),
  };
};

const typeOf = (schema: Json): string => {
  if (Array.isArray(schema.type)) return schema.type.join(' or ');
  if (schema.type === 'array') return isObject(schema.items) ? `${typeOf(schema.items)}[]` : 'array';
  if (typeof schema.type === 'string') return schema.type;
  const choices = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(choices)) return choices.map((choice) => (isObject(choice) ? typeOf(choice) : 'any')).join(' or ');
  return Array.isArray(schema.enum) ? 'one of' : 'any';
};

const BOUNDS = [
  ['minimum', 'at least'],
  ['maximum', 'at most'],
  ['minLength', 'characters at least'],
  ['maxLength', 'characters at most'],
  ['pattern', 'matches'],
  ['format', 'format'],
] as const;

const notesOf = (schema: Json): string[] => [
  ...(Array.isArray(schema.enum) ? [schema.enum.map((value) => JSON.stringify(value)).join(' | ')] : []),
  ...('default' in schema ? [`default ${JSON.stringify(schema.default)}`] : []),
  ...BOUNDS.filter(([key]) => schema[key] !== undefined).map(([key, words]) => `${words} ${String(schema[key])}`),
];
