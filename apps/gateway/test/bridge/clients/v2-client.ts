import {
  Client,
  type ClientOptions,
  LOG_LEVEL_META_KEY,
  type LoggingLevel,
  type McpSubscription,
  type Transport,
} from '@modelcontextprotocol/client';
import {
  type CallOptions,
  type GridClient,
  type Json,
  type Lists,
  openEars,
  politeAnswers,
  type ToolAnswer,
} from './grid-client.js';

const NEGOTIATION = {
  modern: { mode: { pin: '2026-07-28' } },
  auto: { mode: 'auto' },
  legacy: { mode: 'legacy' },
} satisfies Record<string, ClientOptions['versionNegotiation']>;

export type Negotiation = keyof typeof NEGOTIATION;

/** A client of the second SDK line: stateless in 2026-07-28, or with the handshake it makes by default. */
export class V2Client implements GridClient {
  readonly answers = politeAnswers();
  readonly heard = openEars();
  private readonly client: Client;
  private level: string | null = null;

  private constructor(negotiation: Negotiation, capabilities: object) {
    const { answers, heard } = this;
    const options = { capabilities, versionNegotiation: NEGOTIATION[negotiation] };
    const client = new Client({ name: 'grid-v2-client', version: '1.0.0' }, options);
    // The SDK checks what the handlers return, so the tests' plain objects need no types of its own.
    if ('elicitation' in capabilities)
      client.setRequestHandler('elicitation/create', ({ params }) => answers.elicit(params) as never);
    if ('sampling' in capabilities)
      client.setRequestHandler('sampling/createMessage', ({ params }) => answers.sample(params) as never);
    if ('roots' in capabilities) client.setRequestHandler('roots/list', () => answers.roots() as never);
    client.setNotificationHandler(
      'notifications/resources/updated',
      ({ params }) => void heard.updated.push(params.uri),
    );
    client.setNotificationHandler('notifications/message', ({ params }) => void heard.logs.push(params));
    client.setNotificationHandler(
      'notifications/elicitation/complete',
      ({ params }) => void heard.completed.push(params.elicitationId),
    );
    client.setNotificationHandler('notifications/tools/list_changed', () => {
      heard.toolsChanged += 1;
    });
    this.client = client;
  }

  static async connect(transport: Transport, negotiation: Negotiation, capabilities: object): Promise<V2Client> {
    const self = new V2Client(negotiation, capabilities);
    await self.client.connect(transport);
    return self;
  }

  private get era(): 'modern' | 'legacy' {
    return this.client.getProtocolEra() ?? 'legacy';
  }

  get revision(): string | undefined {
    return this.client.getNegotiatedProtocolVersion();
  }

  get instructions(): string | undefined {
    return this.client.getInstructions();
  }

  get serverName(): string | undefined {
    return this.client.getServerVersion()?.name;
  }

  async alive(): Promise<void> {
    await (this.era === 'modern' ? this.client.discover() : this.client.ping());
  }

  async list(): Promise<Lists> {
    const { tools } = await this.client.listTools();
    const { resources } = await this.client.listResources();
    const { resourceTemplates } = await this.client.listResourceTemplates();
    const { prompts } = await this.client.listPrompts();
    return { tools, resources, templates: resourceTemplates, prompts };
  }

  async call(name: string, args: Json = {}, { onProgress, signal }: CallOptions = {}): Promise<ToolAnswer> {
    const meta = this.era === 'modern' && this.level !== null ? { _meta: { [LOG_LEVEL_META_KEY]: this.level } } : {};
    const result = await this.client.callTool(
      { name, arguments: args, ...meta },
      {
        ...(onProgress === undefined ? {} : { onprogress: onProgress }),
        ...(signal === undefined ? {} : { signal }),
      },
    );
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
    if (this.era === 'modern') return end(await this.client.listen({ resourceSubscriptions: [uri] }));
    await this.client.subscribeResource({ uri });
    return async () => void (await this.client.unsubscribeResource({ uri }));
  }

  async hearOfTools(): Promise<() => Promise<void>> {
    if (this.era === 'modern') return end(await this.client.listen({ toolsListChanged: true }));
    return () => Promise.resolve();
  }

  async announceRoots(): Promise<void> {
    if (this.era === 'legacy') await this.client.sendRootsListChanged();
  }

  async logFrom(level: string): Promise<void> {
    this.level = level;
    if (this.era === 'legacy') await this.client.setLoggingLevel(level as LoggingLevel);
  }

  close(): Promise<void> {
    return this.client.close();
  }
}

const end = (subscription: McpSubscription) => (): Promise<void> => subscription.close();
