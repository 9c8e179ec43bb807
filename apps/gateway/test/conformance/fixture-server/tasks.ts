import { setTimeout as sleep } from 'node:timers/promises';
import {
  acceptedContent,
  CLIENT_CAPABILITIES_META_KEY,
  inputRequired,
  type McpServer,
  ProtocolError,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { z } from 'zod';
import { textResult } from './content.js';
import type { TaskStore, TaskWork } from './task-store.js';

export const TASKS_EXTENSION = 'io.modelcontextprotocol/tasks';

/** Tools that cannot be answered at once, so not for a client that does not know tasks. */
const TASKS_ONLY: ReadonlySet<string> = new Set(['failing_job', 'test_tool_with_task']);
const TASK_METHODS: ReadonlySet<string> = new Set(['tasks/get', 'tasks/update', 'tasks/cancel']);

interface ModernRequest {
  readonly id?: string | number;
  readonly method?: string;
  readonly params?: { readonly name?: string; readonly _meta?: Readonly<Record<string, unknown>> };
}

/**
 * What to answer a request that needs the tasks extension and does not declare it, else null. It stands before the SDK, which
 * has no place of its own for it: what a tool handler throws becomes a tool result.
 */
export const missingTasksExtension = (request: ModernRequest): object | null => {
  const { method = '', params } = request;
  const needed = TASK_METHODS.has(method) || (method === 'tools/call' && TASKS_ONLY.has(params?.name ?? ''));
  if (!needed || declaresTasks(params?._meta?.[CLIENT_CAPABILITIES_META_KEY])) return null;
  return {
    jsonrpc: '2.0',
    id: request.id ?? null,
    error: {
      code: -32021,
      message: `This needs the extension ${TASKS_EXTENSION}`,
      data: { requiredCapabilities: { extensions: { [TASKS_EXTENSION]: {} } } },
    },
  };
};

const declaresTasks = (capabilities: unknown): boolean =>
  (capabilities as { extensions?: object } | undefined)?.extensions?.[TASKS_EXTENSION as never] !== undefined;

/** Tools that may answer with a task, and the methods to follow one. */
export const registerTasks = (server: McpServer, tasks: TaskStore): void => {
  registerTaskMethods(server, tasks);
  const start = (ctx: ServerContext, work: TaskWork, atOnce: () => Promise<object>): Promise<object> => {
    const able = declaresTasks(ctx.mcpReq.envelope?.[CLIENT_CAPABILITIES_META_KEY as never]);
    return able ? Promise.resolve(tasks.create(work)) : atOnce();
  };
  const tool = (
    name: string,
    inputSchema: z.ZodObject,
    run: (args: Readonly<Record<string, unknown>>, ctx: ServerContext) => Promise<object>,
  ): void => {
    // The SDK's types do not know results of extensions; its wire code passes them.
    server.registerTool(name, { description: `The task tool ${name}`, inputSchema }, run as never);
  };

  tool('greet', z.object({ name: z.string() }), async ({ name }) => textResult(`Hello, ${name}!`));
  tool('slow_compute', z.object({ seconds: z.number(), label: z.string().optional() }), ({ seconds, label }, ctx) => {
    const answer = textResult(`${label ?? 'computed'} after ${seconds} s`);
    const work: TaskWork = async ({ signal }) => {
      await sleep(Number(seconds) * 1000, undefined, { signal });
      return answer;
    };
    return start(ctx, work, async () => answer);
  });
  const failure = { ...textResult('The job failed.'), isError: true };
  tool('failing_job', z.object({}), (_args, ctx) =>
    start(
      ctx,
      ({ signal }) => sleep(1000, failure, { signal }),
      async () => failure,
    ),
  );
  tool('protocol_error_job', z.object({}), (_args, ctx) =>
    start(
      ctx,
      () => Promise.reject(new Error('The job broke.')),
      async () => failure,
    ),
  );
  tool('confirm_delete', z.object({ filename: z.string() }), ({ filename }, ctx) =>
    start(
      ctx,
      async ({ ask }) => textResult(`Deleted ${filename}: ${JSON.stringify(await ask({ confirm: CONFIRM }))}`),
      async () => textResult(`${filename} stays: there was nobody to ask.`),
    ),
  );
  tool('multi_input', z.object({}), (_args, ctx) =>
    start(
      ctx,
      async ({ ask }) => textResult(JSON.stringify(await ask({ first: CONFIRM, second: CONFIRM }))),
      async () => textResult('There was nobody to ask.'),
    ),
  );
  tool('test_tool_with_task', z.object({}), (_args, ctx) => {
    const answer = acceptedContent(ctx.mcpReq.inputResponses, 'user_name', z.object({ name: z.string() }));
    if (answer === undefined) return Promise.resolve(inputRequired({ inputRequests: { user_name: NAME } }));
    const greeting = textResult(`Hello, ${answer.name}!`);
    return start(
      ctx,
      async () => greeting,
      async () => greeting,
    );
  });
};

const registerTaskMethods = (server: McpServer, tasks: TaskStore): void => {
  const { server: wire } = server;
  const taskId = z.string();
  const unknownTask = () => new ProtocolError(-32602, 'There is no such task');
  wire.setRequestHandler('tasks/get', { params: z.object({ taskId }) }, (params) => {
    const task = tasks.find(params.taskId);
    if (task === null) throw unknownTask();
    return { ...task };
  });
  wire.setRequestHandler('tasks/update', { params: z.object({ taskId }) }, (params, ctx) => {
    if (!tasks.update(params.taskId, ctx.mcpReq.inputResponses ?? {})) throw unknownTask();
    return {};
  });
  wire.setRequestHandler('tasks/cancel', { params: z.object({ taskId }) }, (params) => {
    if (!tasks.cancel(params.taskId)) throw unknownTask();
    return {};
  });
};

const NAME = inputRequired.elicit({
  message: 'What is your name?',
  requestedSchema: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
});

const CONFIRM = inputRequired.elicit({
  message: 'Really?',
  requestedSchema: { type: 'object', properties: { confirm: { type: 'boolean' } }, required: ['confirm'] },
});
