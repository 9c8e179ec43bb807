import {
  acceptedContent,
  CLIENT_CAPABILITIES_META_KEY,
  type InputRequest,
  inputRequired,
  type McpServer,
  type RequestStateCodec,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { z } from 'zod';
import { textResult } from './content.js';

type Asked = Readonly<Record<string, unknown>>;
type FormParams = Parameters<typeof inputRequired.elicit>[0];

const ask = (message: string, properties: object, required: string[] = Object.keys(properties)): InputRequest =>
  inputRequired.elicit({
    message,
    requestedSchema: { type: 'object', properties, required } as FormParams['requestedSchema'],
  });

const sample = (text: string, maxTokens = 100): InputRequest =>
  inputRequired.createMessage({ messages: [{ role: 'user', content: { type: 'text', text } }], maxTokens });

const NAME = { name: { type: 'string' } };

const answersOf = (ctx: ServerContext): Asked => ctx.mcpReq.inputResponses ?? {};

const capabilitiesOf = (ctx: ServerContext): Asked =>
  (ctx.mcpReq.envelope?.[CLIENT_CAPABILITIES_META_KEY as never] ?? {}) as Asked;

/**
 * Tools that need something of the client. A modern client gets `input_required` and calls again; with a legacy client the
 * SDK puts the same questions as requests of its own.
 */
export const registerAskingTools = (server: McpServer, states: RequestStateCodec): void => {
  registerLegacyNamedTools(server);
  registerOneQuestionTools(server);
  registerStatefulTools(server, states);
};

/** Tools the suite calls with clients of revisions up to 2025-11-25. */
const registerLegacyNamedTools = (server: McpServer): void => {
  server.registerTool(
    'test_sampling',
    { description: 'Asks the client for a completion', inputSchema: z.object({ prompt: z.string() }) },
    async ({ prompt }, ctx) => {
      const { completion } = answersOf(ctx);
      if (completion === undefined) return inputRequired({ inputRequests: { completion: sample(prompt) } });
      return textResult(`LLM response: ${JSON.stringify(completion)}`);
    },
  );
  server.registerTool(
    'test_elicitation',
    { description: 'Asks the user two things', inputSchema: z.object({ message: z.string() }) },
    async ({ message }, ctx) => formTool(ctx, 'User response', message, USER),
  );
  server.registerTool('test_elicitation_sep1034_defaults', { description: 'Asks with default values' }, async (ctx) =>
    formTool(ctx, 'Elicitation completed', 'Please review and update the form fields with defaults', DEFAULTS),
  );
  server.registerTool('test_elicitation_sep1330_enums', { description: 'Asks with all kinds of enum' }, async (ctx) =>
    formTool(ctx, 'Elicitation completed', 'Please select options from the enum fields', ENUMS),
  );
};

const formTool = (ctx: ServerContext, prefix: string, message: string, properties: object) => {
  const form = answersOf(ctx).form as { action?: string; content?: unknown } | undefined;
  if (form === undefined) return inputRequired({ inputRequests: { form: ask(message, properties) } });
  return textResult(`${prefix}: action=${form.action}, content=${JSON.stringify(form.content ?? {})}`);
};

/** Tools that ask once and need no state. */
const registerOneQuestionTools = (server: McpServer): void => {
  server.registerTool('test_input_required_result_elicitation', { description: 'Asks for a name' }, async (ctx) => {
    const answer = acceptedContent(ctx.mcpReq.inputResponses, 'user_name', z.object({ name: z.string() }));
    if (answer === undefined) return inputRequired({ inputRequests: { user_name: ask('What is your name?', NAME) } });
    return textResult(`Hello, ${answer.name}!`);
  });
  server.registerTool('test_input_required_result_sampling', { description: 'Asks a model' }, async (ctx) => {
    const { capital_question: answer } = answersOf(ctx) as { capital_question?: { content?: { text?: string } } };
    if (answer === undefined) {
      return inputRequired({ inputRequests: { capital_question: sample('What is the capital of France?') } });
    }
    return textResult(`The model said: ${answer.content?.text}`);
  });
  server.registerTool('test_input_required_result_list_roots', { description: 'Asks for roots' }, async (ctx) => {
    const { client_roots: answer } = answersOf(ctx) as { client_roots?: { roots?: { uri: string }[] } };
    if (answer?.roots === undefined)
      return inputRequired({ inputRequests: { client_roots: inputRequired.listRoots() } });
    return textResult(`Roots: ${answer.roots.map(({ uri }) => uri).join(', ')}`);
  });
  server.registerTool(
    'test_input_required_result_capabilities',
    { description: 'Asks what can be asked' },
    async (ctx) => {
      const able = capabilitiesOf(ctx);
      const inputRequests: Record<string, InputRequest> = {};
      if (able.sampling !== undefined) inputRequests.greeting = sample('Generate a greeting');
      if (able.elicitation !== undefined) inputRequests.user_name = ask('What is your name?', NAME);
      const answered = Object.keys(inputRequests).every((key) => key in answersOf(ctx));
      return answered ? textResult('Nothing to ask.') : inputRequired({ inputRequests });
    },
  );
  server.registerTool('test_missing_capability', { description: 'Needs sampling' }, async (ctx) => {
    if (answersOf(ctx).greeting !== undefined) return textResult('sampled');
    return inputRequired({ inputRequests: { greeting: sample('Generate a greeting') } });
  });
  server.registerTool('test_streaming_elicitation', { description: 'Asks after a word on the stream' }, async (ctx) => {
    await ctx.mcpReq.notify({
      method: 'notifications/progress',
      params: { progressToken: ctx.mcpReq._meta?.progressToken ?? 'streaming', progress: 1 },
    });
    if (answersOf(ctx).user_name !== undefined) return textResult('answered');
    return inputRequired({ inputRequests: { user_name: ask('What is your name?', NAME) } });
  });
};

/** Tools whose questions carry a sealed state; what does not verify is refused before they run. */
const registerStatefulTools = (server: McpServer, states: RequestStateCodec): void => {
  const confirm = ask('Please confirm', { ok: { type: 'boolean' } });
  for (const name of ['test_input_required_result_request_state', 'test_input_required_result_tampered_state']) {
    server.registerTool(name, { description: 'Asks, with a state' }, async (ctx) => {
      if (answersOf(ctx).confirm !== undefined && ctx.mcpReq.requestState() === 'confirming')
        return textResult('state-ok');
      return inputRequired({ inputRequests: { confirm }, requestState: await states.mint('confirming') });
    });
  }
  server.registerTool(
    'test_input_required_result_multiple_inputs',
    { description: 'Asks three things' },
    async (ctx) => {
      const inputRequests = {
        user_name: ask('What is your name?', NAME),
        greeting: sample('Generate a greeting', 50),
        client_roots: inputRequired.listRoots(),
      };
      const answers = answersOf(ctx);
      if (Object.keys(inputRequests).every((key) => key in answers)) return textResult(Object.keys(answers).join(', '));
      return inputRequired({ inputRequests, requestState: await states.mint('several') });
    },
  );
  server.registerTool('test_input_required_result_multi_round', { description: 'Asks twice' }, async (ctx) => {
    const name = acceptedContent<{ name: string }>(ctx.mcpReq.inputResponses, 'step1');
    const color = acceptedContent<{ color: string }>(ctx.mcpReq.inputResponses, 'step2');
    const state = ctx.mcpReq.requestState() as { name?: string } | undefined;
    if (state?.name !== undefined && color !== undefined) return textResult(`${state.name} likes ${color.color}`);
    if (name !== undefined) {
      return inputRequired({
        inputRequests: { step2: ask('Step 2: What is your favorite color?', { color: { type: 'string' } }) },
        requestState: await states.mint({ name: name.name }),
      });
    }
    return inputRequired({
      inputRequests: { step1: ask('Step 1: What is your name?', NAME) },
      requestState: await states.mint({}),
    });
  });
};

const USER = {
  username: { type: 'string', description: "User's response" },
  email: { type: 'string', description: "User's email address" },
};

const DEFAULTS = {
  name: { type: 'string', description: 'User name', default: 'John Doe' },
  age: { type: 'integer', description: 'User age', default: 30 },
  score: { type: 'number', description: 'User score', default: 95.5 },
  status: { type: 'string', description: 'User status', enum: ['active', 'inactive', 'pending'], default: 'active' },
  verified: { type: 'boolean', description: 'Verification status', default: true },
};

const titled = (noun: string) =>
  ['First', 'Second', 'Third'].map((title, i) => ({ const: `value${i + 1}`, title: `${title} ${noun}` }));

const ENUMS = {
  untitledSingle: { type: 'string', enum: ['option1', 'option2', 'option3'] },
  titledSingle: { type: 'string', oneOf: titled('Option') },
  legacyEnum: {
    type: 'string',
    enum: ['opt1', 'opt2', 'opt3'],
    enumNames: ['Option One', 'Option Two', 'Option Three'],
  },
  untitledMulti: { type: 'array', items: { type: 'string', enum: ['option1', 'option2', 'option3'] } },
  titledMulti: { type: 'array', items: { anyOf: titled('Choice') } },
};
