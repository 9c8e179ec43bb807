import { describe, expect, it } from 'vitest';
import { type MirroredParam, mirroredParams, paramHeaders, paramMismatch } from './mirrored-params.js';

const SCHEMA = {
  type: 'object',
  properties: {
    region: { type: 'string', 'x-mcp-header': 'Region' },
    query: { type: 'string' },
    limits: {
      type: 'object',
      properties: { rows: { type: 'integer', 'x-mcp-header': 'Rows' } },
    },
    dry: { type: 'boolean', 'x-mcp-header': 'Dry-Run' },
  },
};

const paramsOf = (schema: unknown): readonly MirroredParam[] => {
  const read = mirroredParams(schema);
  if (!read.ok) throw new Error(read.problem);
  return read.params;
};
const problemOf = (schema: unknown): string => {
  const read = mirroredParams(schema);
  return read.ok ? '' : read.problem;
};
const property = (schema: unknown) => ({ type: 'object', properties: { a: schema } });
const annotated = { type: 'string', 'x-mcp-header': 'A' };
const annotatedObject = property(annotated);

describe('mirroredParams', () => {
  it('finds annotated properties at any depth of properties', () => {
    expect(paramsOf(SCHEMA)).toEqual([
      { header: 'Mcp-Param-Region', path: ['region'], type: 'string' },
      { header: 'Mcp-Param-Rows', path: ['limits', 'rows'], type: 'integer' },
      { header: 'Mcp-Param-Dry-Run', path: ['dry'], type: 'boolean' },
    ]);
  });

  it('reads a schema once', () => {
    expect(mirroredParams(SCHEMA)).toBe(mirroredParams(SCHEMA));
  });

  it.each([undefined, null, true, 'x', [], {}, { properties: null }, { properties: { a: true } }])(
    'finds none in %j',
    (schema) => {
      expect(paramsOf(schema)).toEqual([]);
    },
  );

  it('does not take data for a schema, nor a property called like the annotation for one', () => {
    const schema = {
      properties: {
        'x-mcp-header': { type: 'object' },
        a: { const: { 'x-mcp-header': '' }, default: { 'x-mcp-header': '' }, enum: [{ 'x-mcp-header': '' }] },
      },
      examples: [{ 'x-mcp-header': 'A' }],
    };
    expect(paramsOf(schema)).toEqual([]);
    expect(paramsOf({ properties: { 'x-mcp-header': annotated } })).toMatchObject([{ path: ['x-mcp-header'] }]);
  });

  it.each(['', 'Two Words', 'A:B', 'A\r\nX-Evil: 1', 'Ä', 'A(B)', 7, null, ['A']])('refuses the name %j', (name) => {
    expect(problemOf(property({ type: 'string', 'x-mcp-header': name }))).toContain('no name of a header');
  });

  it.each(['number', 'object', 'array', 'null', undefined, ['string'], ['string', 'null']])(
    'refuses the type %j',
    (type) => {
      expect(problemOf(property({ type, 'x-mcp-header': 'A' }))).toContain('string, integer or boolean');
    },
  );

  it('refuses the same name twice, in whatever case', () => {
    const schema = { properties: { a: annotated, b: { properties: { c: { type: 'string', 'x-mcp-header': 'a' } } } } };
    expect(problemOf(schema)).toContain('twice');
  });

  it.each<readonly [string, object]>([
    ['the root', { ...annotated }],
    ['items', property({ items: annotated })],
    ['prefixItems', property({ prefixItems: [annotated] })],
    ['contains', property({ contains: annotated })],
    ['additionalProperties', { additionalProperties: annotated }],
    ['patternProperties', { patternProperties: { '^a': annotated } }],
    ['oneOf', { oneOf: [{ properties: { a: annotated } }] }],
    ['anyOf', property({ anyOf: [annotated] })],
    ['allOf', { allOf: [property(annotated)] }],
    ...['not', 'if', 'then', 'else'].map(
      (keyword) => [keyword, Object.fromEntries([[keyword, annotatedObject]])] as const,
    ),
    ['$defs', { properties: { a: { $ref: '#/$defs/a' } }, $defs: { a: annotated } }],
    ['definitions', { definitions: { properties: annotated } }],
    ['dependentSchemas', { dependentSchemas: { a: property(annotated) } }],
    ['a keyword of tomorrow', { 'x-new': { properties: { a: annotated } } }],
  ])('refuses one under %s', (_, schema) => {
    expect(problemOf(schema)).toContain('"properties" alone');
  });
});

describe('paramHeaders', () => {
  it('repeats what is there, encoded', () => {
    const args = { region: 'Zürich', limits: { rows: -7 }, dry: false, query: 'SELECT 1' };
    expect(paramHeaders(paramsOf(SCHEMA), args)).toEqual([
      'Mcp-Param-Region',
      '=?base64?WsO8cmljaA==?=',
      'Mcp-Param-Rows',
      '-7',
      'Mcp-Param-Dry-Run',
      'false',
    ]);
  });

  it.each([
    [undefined],
    [null],
    ['x'],
    [{}],
    [{ region: null, limits: { rows: null } }],
    [{ region: { deep: true }, limits: 'x' }],
    [{ limits: { rows: 2 ** 53 } }],
  ])('repeats nothing of %j', (args) => {
    expect(paramHeaders(paramsOf(SCHEMA), args)).toEqual([]);
  });

  it('does not repeat what objects inherit', () => {
    const schema = { properties: { constructor: { properties: { name: annotated } } } };
    expect(paramHeaders(paramsOf(schema), {})).toEqual([]);
  });
});

describe('paramMismatch', () => {
  const mismatch = (headers: Record<string, string>, args: unknown): string | null =>
    paramMismatch(new Map(Object.entries(headers)), paramsOf(SCHEMA), args);

  it('accepts what paramHeaders sends', () => {
    for (const args of [{ region: ' é ', limits: { rows: 42 }, dry: true }, { region: '' }, {}, { dry: null }]) {
      const sent = paramHeaders(paramsOf(SCHEMA), args);
      const headers = new Map<string, string>();
      for (let at = 0; at < sent.length; at += 2) headers.set((sent[at] ?? '').toLowerCase(), sent[at + 1] ?? '');
      expect(paramMismatch(headers, paramsOf(SCHEMA), args)).toBeNull();
    }
  });

  it('compares integers as numbers', () => {
    for (const said of ['42', '42.0', '042', '=?base64?NDI=?=']) {
      expect(mismatch({ 'mcp-param-rows': said }, { limits: { rows: 42 } })).toBeNull();
    }
    for (const said of ['43', '42.5', '4.2e1', '0x2a', ' 42', '', '42.00000000000000000001']) {
      expect(mismatch({ 'mcp-param-rows': said }, { limits: { rows: 42 } })).toContain('does not match');
    }
  });

  it('compares text and truth exactly', () => {
    expect(mismatch({ 'mcp-param-region': 'EU' }, { region: 'eu' })).toContain('Mcp-Param-Region');
    expect(mismatch({ 'mcp-param-region': '42.0' }, { region: '42' })).toContain('does not match');
    expect(mismatch({ 'mcp-param-dry-run': 'True' }, { dry: true })).toContain('does not match');
  });

  it('takes a text that looks encoded for what it holds', () => {
    expect(mismatch({ 'mcp-param-region': '=?base64?ZXU=?=' }, { region: 'eu' })).toBeNull();
    expect(mismatch({ 'mcp-param-region': '=?base64?ZXU=?=' }, { region: '=?base64?ZXU=?=' })).not.toBeNull();
    expect(mismatch({ 'mcp-param-region': '=?base64?ZXU?=' }, { region: 'eu' })).toContain('encoded');
  });

  it('wants a header for a value and no header without one', () => {
    expect(mismatch({}, { region: 'eu' })).toContain('missing');
    for (const args of [{}, { region: null }, undefined]) {
      expect(mismatch({ 'mcp-param-region': 'eu' }, args)).toContain('do not have');
    }
  });

  it('cannot be led to compare integers that were rounded', () => {
    expect(mismatch({ 'mcp-param-rows': '9007199254740993' }, { limits: { rows: 2 ** 53 } })).not.toBeNull();
  });

  it('leaves headers of no parameter alone', () => {
    expect(mismatch({ 'mcp-param-other': '\x00' }, {})).toBeNull();
  });
});
