import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import {
  CallToolResultSchema,
  CreateMessageRequestSchema,
  ElicitationCompleteNotificationSchema,
  ElicitRequestSchema,
  ListRootsRequestSchema,
  LoggingLevelSchema,
  LoggingMessageNotificationSchema,
  ResourceUpdatedNotificationSchema,
  ToolListChangedNotificationSchema,
} from '@modelcontextprotocol/sdk/types.js';
import {
  type CallOptions,
  type GridClient,
  type Json,
  type Lists,
  openEars,
  politeAnswers,
  type ToolAnswer,
} from './grid-client.js';

/** A client of the first SDK line on any of its transports. */
export class V1Client implements GridClient {
  readonly answers = politeAnswers();
  readonly heard = openEars();
  private readonly client: Client;

  private constructor(capabilities: object) {
    const { answers, heard } = this;
    const client = new Client({ name: 'grid-v1-client', version: '1.0.0' }, { capabilities });
    // The SDK checks what the handlers return, so the tests' plain objects need no types of its own.
    if ('elicitation' in capabilities)
      client.setRequestHandler(ElicitRequestSchema, ({ params }) => answers.elicit(params) as never);
    if ('sampling' in capabilities)
      client.setRequestHandler(CreateMessageRequestSchema, ({ params }) => answers.sample(params) as never);
    if ('roots' in capabilities) client.setRequestHandler(ListRootsRequestSchema, () => answers.roots() as never);
    client.setNotificationHandler(
      ResourceUpdatedNotificationSchema,
      ({ params }) => void heard.updated.push(params.uri),
    );
    client.setNotificationHandler(LoggingMessageNotificationSchema, ({ params }) => void heard.logs.push(params));
    client.setNotificationHandler(
      ElicitationCompleteNotificationSchema,
      ({ params }) => void heard.completed.push(params.elicitationId),
    );
    client.setNotificationHandler(ToolListChangedNotificationSchema, () => {
      heard.toolsChanged += 1;
    });
    this.client = client;
  }

  static async connect(transport: Transport, capabilities: object): Promise<V1Client> {
    const self = new V1Client(capabilities);
    await self.client.connect(transport);
    return self;
  }

  get revision(): string | undefined {
    return (this.client.transport as { protocolVersion?: string } | undefined)?.protocolVersion;
  }

  get instructions(): string | undefined {
    return this.client.getInstructions();
  }

  get serverName(): string | undefined {
    return this.client.getServerVersion()?.name;
  }

  async alive(): Promise<void> {
    await this.client.ping();
  }

  async list(): Promise<Lists> {
    const { tools } = await this.client.listTools();
    const { resources } = await this.client.listResources();
    const { resourceTemplates } = await this.client.listResourceTemplates();
    const { prompts } = await this.client.listPrompts();
    return { tools, resources, templates: resourceTemplates, prompts };
  }

  async call(name: string, args: Json = {}, { onProgress, signal }: CallOptions = {}): Promise<ToolAnswer> {
    const result = await this.client.callTool({ name, arguments: args }, CallToolResultSchema, {
      ...(onProgress === undefined ? {} : { onprogress: onProgress }),
      ...(signal === undefined ? {} : { signal }),
    });
    return result as unknown as ToolAnswer;
  }

  read(uri: string): Promise<Json> {
    return this.client.readResource({ uri });
  }

  prompt(name: string, args: Record<string, string>): Promise<Json> {
    return this.client.getPrompt({ name, arguments: args });
  }

  async complete(prompt: string, name: string, value: string): Promise<Json> {
    const ref = { type: 'ref/prompt', name: prompt } as const;
    return (await this.client.complete({ ref, argument: { name, value } })).completion;
  }

  async subscribe(uri: string): Promise<() => Promise<void>> {
    await this.client.subscribeResource({ uri });
    return async () => void (await this.client.unsubscribeResource({ uri }));
  }

  hearOfTools(): Promise<() => Promise<void>> {
    return Promise.resolve(() => Promise.resolve());
  }

  announceRoots(): Promise<void> {
    return this.client.sendRootsListChanged();
  }

  async logFrom(level: string): Promise<void> {
    await this.client.setLoggingLevel(LoggingLevelSchema.parse(level));
  }

  close(): Promise<void> {
    return this.client.close();
  }
}
