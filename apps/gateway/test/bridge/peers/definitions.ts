const object = (properties: Record<string, unknown>, required: string[] = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
});
const string = { type: 'string' };

const tool = (name: string, inputSchema: object = object({}), more: object = {}) => ({
  name,
  description: `The grid's ${name}`,
  inputSchema,
  ...more,
});

export const TOOLS = [
  tool('echo', object({ message: string }), {
    title: 'Echo',
    outputSchema: object({ message: string }),
    annotations: { title: 'Echo', readOnlyHint: true, idempotentHint: true },
    _meta: { 'grid.example/definition': { weight: 0.25 } },
  }),
  tool('slow', object({ key: string, steps: { type: 'integer' }, waits: { type: 'boolean' } }, ['key', 'steps'])),
  tool('heard', object({ key: string })),
  tool('ask'),
  tool('ask_twice'),
  tool('ask_url'),
  tool('visit_first', object({ key: string })),
  tool('ask_together'),
  tool('route', object({ region: { type: 'string', 'x-mcp-header': 'Region' } })),
  tool('think', object({ about: string })),
  tool('roots'),
  tool('big', object({ key: string })),
  tool('fail'),
  tool('boom'),
  tool('note', object({ key: string })),
  tool('touch', object({ uri: string })),
  tool('reveal', object({ tool: string })),
];

export const RESOURCES = [
  { uri: 'grid://static', name: 'static', title: 'Never changes', mimeType: 'text/plain' },
  {
    uri: 'grid://watched',
    name: 'watched',
    mimeType: 'text/plain',
    annotations: { priority: 0.5, audience: ['user'] },
  },
];

export const TEMPLATES = [{ uriTemplate: 'grid://item/{id}', name: 'item', mimeType: 'text/plain' }];

export const PROMPTS = [
  {
    name: 'greet',
    title: 'Greet somebody',
    arguments: [{ name: 'name', description: 'Whom', required: true }],
  },
];

export const CAPABILITIES = {
  tools: { listChanged: true },
  resources: { subscribe: true, listChanged: true },
  prompts: { listChanged: true },
  completions: {},
  logging: {},
};
