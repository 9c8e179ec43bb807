import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { toNodeHandler } from '@modelcontextprotocol/node';
import {
  createMcpHandler,
  createRequestStateCodec,
  hostHeaderValidationResponse,
  isLegacyRequest,
  localhostAllowedHostnames,
  localhostAllowedOrigins,
  McpServer,
  originValidationResponse,
} from '@modelcontextprotocol/server';
import { registerAskingTools } from './asking-tools.js';
import { type ChangeAnnouncer, registerChangeTools } from './change-tools.js';
import { registerContentTools } from './content-tools.js';
import { registerPrompts } from './prompts.js';
import { registerResources, registerSubscriptions } from './resources.js';
import { Sessions } from './sessions.js';
import { loadSkills, registerSkills } from './skills.js';
import { TaskStore } from './task-store.js';
import { missingTasksExtension, registerTasks, TASKS_EXTENSION } from './tasks.js';

export interface FixtureServer {
  readonly url: string;
  /** `host:port`. */
  readonly address: string;
  close(): Promise<void>;
}

/** The server the conformance suite asks for, with all tools it calls by name, for clients of every revision at one URL. */
export const startFixtureServer = async (): Promise<FixtureServer> => {
  const skills = await loadSkills();
  const tasks = new TaskStore();
  const states = createRequestStateCodec({ key: randomBytes(32) });

  const build = (modern: boolean, announce: (server: McpServer) => ChangeAnnouncer): McpServer => {
    const server = new McpServer(
      { name: 'conformance-fixture', version: '1.0.0' },
      {
        capabilities: {
          logging: {},
          completions: {},
          resources: { subscribe: true, listChanged: true },
          tools: { listChanged: true },
          prompts: { listChanged: true },
          ...(modern ? { extensions: { [TASKS_EXTENSION]: {} } } : {}),
        },
        requestState: { verify: states.verify },
      },
    );
    registerContentTools(server);
    registerAskingTools(server, states);
    registerChangeTools(server, announce(server));
    registerResources(server);
    registerPrompts(server);
    if (modern) {
      registerTasks(server, tasks);
      registerSkills(server, skills);
    } else {
      registerSubscriptions(server);
    }
    return server;
  };

  const modern = createMcpHandler(() => build(true, () => modern.notify), { legacy: 'reject' });
  const sessions = new Sessions(() =>
    build(false, (server) => ({
      toolsChanged: () => server.sendToolListChanged(),
      promptsChanged: () => server.sendPromptListChanged(),
    })),
  );
  const serve = async (request: Request): Promise<Response> => {
    const foreign =
      hostHeaderValidationResponse(request, localhostAllowedHostnames()) ??
      originValidationResponse(request, localhostAllowedOrigins());
    if (foreign !== undefined) return foreign;
    if (await isLegacyRequest(request)) return sessions.fetch(request);
    const refusal = missingTasksExtension((await request.clone().json()) as object);
    return refusal === null ? modern.fetch(request) : Response.json(refusal, { status: 400 });
  };

  const node = toNodeHandler({ fetch: serve });
  const http = createServer((req, res) => {
    if (req.url === '/mcp') return void node(req as Parameters<typeof node>[0], res);
    res.writeHead(404).end();
  });
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  const { port } = http.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/mcp`,
    address: `127.0.0.1:${port}`,
    close: async () => {
      tasks.close();
      await Promise.all([modern.close(), sessions.close()]);
      http.closeAllConnections();
      await new Promise<void>((done) => http.close(() => done()));
    },
  };
};
