import { fromJsonSchema, type McpServer, type ServerContext } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { audioBlock, imageBlock, pause, resourceBlock, textBlock, textResult } from './content.js';

const EMBEDDED = resourceBlock('test://embedded-resource', 'This is an embedded resource content.');

/** Tools that answer by themselves, one for each kind of content, and the ones that speak while they work. */
export const registerContentTools = (server: McpServer): void => {
  const answering = (name: string, description: string, answer: (ctx: ServerContext) => unknown): void => {
    server.registerTool(name, { description }, (async (ctx: ServerContext) => answer(ctx)) as never);
  };
  answering('test_simple_text', 'Returns text', () => textResult('This is a simple text response for testing.'));
  answering('test_image_content', 'Returns an image', () => ({ content: [imageBlock] }));
  answering('test_audio_content', 'Returns audio', () => ({ content: [audioBlock] }));
  answering('test_embedded_resource', 'Returns a resource', () => ({ content: [EMBEDDED] }));
  answering('test_multiple_content_types', 'Returns text, an image and a resource', () => ({
    content: [
      textBlock('Multiple content types test:'),
      imageBlock,
      resourceBlock('test://mixed-content-resource', '{"test":"data","value":123}'),
    ],
  }));
  answering('test_error_handling', 'Returns a tool error', () => ({
    ...textResult('This tool intentionally returns an error for testing'),
    isError: true,
  }));
  answering('test_tool_with_progress', 'Reports progress three times', progressing);
  answering('test_tool_with_logging', 'Logs three times', logging);
  answering('test_logging_tool', 'Logs, if the request asked for logs', logging);
  registerSchemaTools(server);
};

const progressing = async (ctx: ServerContext): Promise<unknown> => {
  const progressToken = ctx.mcpReq._meta?.progressToken;
  for (const progress of [0, 50, 100]) {
    if (progressToken !== undefined) {
      await ctx.mcpReq.notify({ method: 'notifications/progress', params: { progressToken, progress, total: 100 } });
    }
    await pause(50);
  }
  return textResult(String(progressToken));
};

const logging = async (ctx: ServerContext): Promise<unknown> => {
  for (const line of ['Tool execution started', 'Tool processing data', 'Tool execution completed']) {
    await ctx.mcpReq.log('info', line);
    await pause(50);
  }
  return textResult('Tool with logging executed successfully');
};

/** Tools whose input schema is the point. */
const registerSchemaTools = (server: McpServer): void => {
  server.registerTool(
    'json_schema_2020_12_tool',
    { description: 'Tool with JSON Schema 2020-12 features', inputSchema: fromJsonSchema(JSON_SCHEMA_2020_12) },
    async () => textResult('valid'),
  );
  server.registerTool(
    'test_headers',
    {
      description: 'Mirrors two of its arguments into request headers',
      inputSchema: z.object({
        region: z.string().meta({ 'x-mcp-header': 'Region' }),
        priority: z.int().meta({ 'x-mcp-header': 'Priority' }).optional(),
        note: z.string().optional(),
      }),
    },
    async ({ region }) => textResult(`region=${region}`),
  );
};

const JSON_SCHEMA_2020_12 = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  $defs: {
    address: {
      $anchor: 'addressDef',
      type: 'object',
      properties: { street: { type: 'string' }, city: { type: 'string' } },
    },
  },
  properties: {
    name: { type: 'string' },
    address: { $ref: '#/$defs/address' },
    contactMethod: { type: 'string', enum: ['phone', 'email'] },
    phone: { type: 'string' },
    email: { type: 'string' },
  },
  allOf: [{ anyOf: [{ required: ['phone'] }, { required: ['email'] }] }],
  if: { properties: { contactMethod: { const: 'phone' } }, required: ['contactMethod'] },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: { required: ['phone'] },
  else: { required: ['email'] },
  additionalProperties: false,
};
