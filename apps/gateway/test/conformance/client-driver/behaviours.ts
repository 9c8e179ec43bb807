import { Client, type ClientCapabilities } from '@modelcontextprotocol/client';
import { SkillsClient } from '@modelcontextprotocol/client/ext/skills';
import type { Assignment } from './driver.js';

/** What a client does in a scenario once it is connected. */
export interface Behaviour {
  readonly capabilities?: ClientCapabilities;
  /** Handlers, before it connects. */
  prepare?(client: Client): void;
  act(client: Client, assignment: Assignment): Promise<void>;
}

interface ToolCall {
  readonly name: string;
  readonly arguments: Record<string, unknown>;
}

const call = (client: Client, name: string, args: Record<string, unknown> = {}) =>
  client.callTool({ name, arguments: args });

const listOnly: Behaviour = {
  act: async (client) => {
    await client.listTools();
  },
};

const elicitationDefaults: Behaviour = {
  capabilities: { elicitation: { form: { applyDefaults: true } } },
  prepare: (client) => client.setRequestHandler('elicitation/create', async () => ({ action: 'accept', content: {} })),
  act: async (client) => {
    await client.listTools();
    await call(client, 'test_client_elicitation_defaults');
  },
};

/** Calls an unrelated tool while its question is open. */
const multiRoundTrip: Behaviour = {
  capabilities: { elicitation: { form: {} } },
  prepare: (client) =>
    client.setRequestHandler('elicitation/create', async () => {
      await call(client, 'test_mrtr_unrelated');
      return { action: 'accept', content: { confirmed: true } };
    }),
  act: async (client) => {
    await client.listTools();
    for (const name of ['test_mrtr_echo_state', 'test_mrtr_no_state', 'test_mrtr_no_result_type']) {
      await call(client, name).catch(refusedByClient);
    }
  },
};

/** A client may refuse what the server sends; the checks then say whether that was right. */
const refusedByClient = (): undefined => undefined;

/** Reads the whole of the first skill, as far as its files verify. */
const readSkill: Behaviour = {
  act: async (client) => {
    const skills = new SkillsClient(client);
    const [skill] = (await skills.list()).skills;
    if (skill === undefined) throw new Error('The server lists no skill');
    for (const { uri } of skill.resources === 'dynamic' ? [] : skill.resources) await skills.read(skill, uri);
  },
};

const BEHAVIOURS: Readonly<Record<string, Behaviour>> = {
  initialize: listOnly,
  'json-schema-ref-no-deref': listOnly,
  'request-metadata': { ...listOnly, capabilities: { roots: {}, sampling: {}, elicitation: { form: {} } } },
  tools_call: {
    act: async (client) => {
      await client.listTools();
      await call(client, 'add_numbers', { a: 5, b: 3 });
    },
  },
  'elicitation-sep1034-client-defaults': elicitationDefaults,
  'sse-retry': {
    act: async (client) => {
      await client.listTools();
      await call(client, 'test_reconnection');
    },
  },
  'sep-2322-client-request-state': multiRoundTrip,
  'http-standard-headers': {
    act: async (client) => {
      await client.listTools();
      await call(client, 'test_headers');
      await call(client, 'my-hyphenated-tool');
      for (const { uri } of (await client.listResources()).resources) await client.readResource({ uri });
      for (const { name } of (await client.listPrompts()).prompts) await client.getPrompt({ name });
    },
  },
  'http-custom-headers': {
    act: async (client, { context }) => {
      await client.listTools();
      for (const { name, arguments: args } of context.toolCalls as ToolCall[]) await call(client, name, args);
    },
  },
  'http-invalid-tool-headers': {
    act: async (client) => {
      for (const { name } of (await client.listTools()).tools) {
        await call(client, name, { region: 'us-west1', value: 'x' }).catch(refusedByClient);
      }
    },
  },
  'json-schema-2020-12-preservation': {
    act: async (client) => {
      const { tools } = await client.listTools();
      const schema = tools.find(({ name }) => name === 'json_schema_2020_12_tool')?.inputSchema;
      await call(client, 'json_schema_echo', { schema });
    },
  },
  'sep-2640-client-no-prefetch': {
    act: async (client) => {
      await new SkillsClient(client).list();
    },
  },
  'sep-2640-client-verify-digest': readSkill,
  'sep-2640-client-verify-size': readSkill,
  'sep-2640-client-verify-frontmatter': readSkill,
};

/** After the authorization, a call that may need more of it. */
const authorized: Behaviour = {
  act: async (client) => {
    await client.listTools();
    await call(client, 'test-tool');
  },
};

export const AUTH_SCENARIOS = /^auth\//;

export const behaviourOf = (scenario: string): Behaviour => {
  const behaviour = AUTH_SCENARIOS.test(scenario) ? authorized : BEHAVIOURS[scenario];
  if (behaviour === undefined) throw new Error(`No client knows what to do in "${scenario}"`);
  return behaviour;
};
