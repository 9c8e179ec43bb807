import { randomUUID } from 'node:crypto';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import {
  CallToolRequestSchema,
  CompleteRequestSchema,
  GetPromptRequestSchema,
  ListPromptsRequestSchema,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListToolsRequestSchema,
  LoggingLevelSchema,
  ReadResourceRequestSchema,
  ResultSchema,
  type ServerNotification,
  type ServerRequest,
  SetLevelRequestSchema,
  SubscribeRequestSchema,
  UnsubscribeRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import {
  type GridBehaviour,
  INSTRUCTIONS,
  type Question,
  RpcFailure,
  type ServerSide,
  URL_ELICITATION_REQUIRED,
} from './behaviour.js';
import { CAPABILITIES } from './definitions.js';

const HANDLED = [
  ListToolsRequestSchema,
  CallToolRequestSchema,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ReadResourceRequestSchema,
  ListPromptsRequestSchema,
  GetPromptRequestSchema,
  CompleteRequestSchema,
];

const LEVELS: readonly string[] = LoggingLevelSchema.options;
const CAPABILITY = { 'elicitation/create': 'elicitation', 'sampling/createMessage': 'sampling', 'roots/list': 'roots' };

type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;

/** The behaviour as a server of the first SDK line: one session, which asks its client by requests of its own. */
export const v1Server = (behaviour: GridBehaviour): Server => {
  const server = new Server(
    { name: 'grid-v1', version: '1.0.0' },
    { capabilities: CAPABILITIES, instructions: INSTRUCTIONS },
  );
  const session = new Session(server);
  for (const schema of HANDLED) {
    server.setRequestHandler(schema, ({ method, params }, extra) =>
      behaviour.handle(method, params ?? {}, session.sideOf(extra)),
    );
  }
  server.setRequestHandler(SetLevelRequestSchema, ({ params }) => {
    session.level = params.level;
    return {};
  });
  server.setRequestHandler(SubscribeRequestSchema, ({ params }) => {
    session.subscribed.add(params.uri);
    return {};
  });
  server.setRequestHandler(UnsubscribeRequestSchema, ({ params }) => {
    session.subscribed.delete(params.uri);
    return {};
  });
  server.onclose = behaviour.watch({
    onResourceUpdated: (uri) => {
      if (session.subscribed.has(uri)) void server.sendResourceUpdated({ uri });
    },
    onToolsChanged: () => void server.sendToolListChanged(),
  });
  return server;
};

class Session {
  /** Nothing is logged until the client says from which level on. */
  level: string | null = null;
  readonly subscribed = new Set<string>();
  private readonly visited = new Set<string>();
  private readonly server: Server;

  constructor(server: Server) {
    this.server = server;
  }

  sideOf(extra: Extra): ServerSide {
    const { _meta: meta, signal } = extra;
    return {
      signal,
      progress: async (progress, total, message) => {
        const progressToken = meta?.progressToken;
        if (progressToken === undefined || signal.aborted) return;
        await extra.sendNotification({
          method: 'notifications/progress',
          params: { progressToken, progress, total, message },
        });
      },
      log: async (level, data) => {
        if (this.level === null || LEVELS.indexOf(level) < LEVELS.indexOf(this.level)) return;
        const params = { level: LoggingLevelSchema.parse(level), data, logger: 'grid' };
        await extra.sendNotification({ method: 'notifications/message', params });
      },
      ask: async (questions) => {
        const asked = Object.entries<Question>(questions).map(async ([name, question]) => [
          name,
          await this.ask(question, extra),
        ]);
        return Object.fromEntries(await Promise.all(asked));
      },
      visit: async (page) => {
        if (this.visited.has(page.url)) return;
        this.visited.add(page.url);
        const elicitations = [{ mode: 'url', elicitationId: randomUUID(), ...page }];
        throw new RpcFailure(URL_ELICITATION_REQUIRED, 'A visit is needed first', { elicitations });
      },
    };
  }

  private async ask({ method, params }: Question, extra: Extra): Promise<Record<string, unknown>> {
    const needed = CAPABILITY[method];
    if (!(needed in (this.server.getClientCapabilities() ?? {})))
      throw new RpcFailure(-32600, `The client declared no ${needed}`);
    if (params?.mode !== 'url') return await extra.sendRequest({ method, params } as ServerRequest, ResultSchema);
    const elicitationId = randomUUID();
    const answer = await extra.sendRequest(
      { method, params: { ...params, elicitationId } } as ServerRequest,
      ResultSchema,
    );
    await extra.sendNotification({ method: 'notifications/elicitation/complete', params: { elicitationId } });
    return answer;
  }
}
