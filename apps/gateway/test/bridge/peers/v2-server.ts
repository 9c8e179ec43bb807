import {
  type InputRequests,
  inputRequired,
  type LoggingLevel,
  type RequestMethod,
  Server,
  type ServerContext,
} from '@modelcontextprotocol/server';
import {
  type GridBehaviour,
  INSTRUCTIONS,
  type Question,
  RESOURCE_NOT_FOUND,
  RpcFailure,
  type ServerSide,
} from './behaviour.js';
import { CAPABILITIES } from './definitions.js';

const HANDLED = [
  'tools/list',
  'tools/call',
  'resources/list',
  'resources/templates/list',
  'resources/read',
  'prompts/list',
  'prompts/get',
  'completion/complete',
] as const satisfies RequestMethod[];

type Json = Record<string, unknown>;

/** Thrown where the behaviour asks and the client has not answered yet: the request ends here and is asked again. */
class InputNeeded extends Error {
  readonly answered: Json;
  readonly requests: Record<string, Question>;

  constructor(answered: Json, requests: Record<string, Question>) {
    super('Input is needed');
    this.answered = answered;
    this.requests = requests;
  }
}

/** The behaviour as a server of the second SDK line, spoken to in revision 2026-07-28: it asks by `input_required` results. */
export const v2Server = (behaviour: GridBehaviour): Server => {
  const server = new Server(
    { name: 'grid-v2', version: '1.0.0' },
    { capabilities: CAPABILITIES, instructions: INSTRUCTIONS },
  );
  for (const method of HANDLED) {
    server.setRequestHandler(method, async (request, ctx) => {
      try {
        // The SDK types each result; the behaviour's are checked by the peer's SDK when they arrive.
        return (await behaviour.handle(method, request.params ?? {}, sideOf(ctx))) as never;
      } catch (err) {
        if (err instanceof RpcFailure && err.code === RESOURCE_NOT_FOUND)
          throw new RpcFailure(-32602, err.message, err.data);
        if (!(err instanceof InputNeeded)) throw err;
        const inputRequests = err.requests as InputRequests;
        return inputRequired({ inputRequests, requestState: toState(err.answered) }) as never;
      }
    });
  }
  return server;
};

const sideOf = (ctx: ServerContext): ServerSide => {
  const { mcpReq } = ctx;
  const answers = { ...fromState(mcpReq.requestState()), ...mcpReq.inputResponses };
  const ask: ServerSide['ask'] = async (questions) => {
    const open = Object.entries<Question>(questions).filter(([name]) => answers[name] === undefined);
    if (open.length > 0) throw new InputNeeded(answers, Object.fromEntries(open));
    return answers as Record<keyof typeof questions, Json>;
  };
  return {
    signal: mcpReq.signal,
    progress: async (progress, total, message) => {
      const progressToken = mcpReq._meta?.progressToken;
      if (progressToken === undefined || mcpReq.signal.aborted) return;
      await mcpReq.notify({ method: 'notifications/progress', params: { progressToken, progress, total, message } });
    },
    log: (level, data) => mcpReq.log(level as LoggingLevel, data, 'grid'),
    ask,
    visit: async (page) => {
      const { visit } = await ask({ visit: { method: 'elicitation/create', params: { mode: 'url', ...page } } });
      if (visit.action !== 'accept') throw new RpcFailure(-32600, 'The visit was refused');
    },
  };
};

// A server has to notice when its state comes back changed; a mark is enough to tell a changed one from its own.
const MARK = 'grid-state:';
const toState = (answered: Json): string => MARK + Buffer.from(JSON.stringify(answered)).toString('base64url');
const fromState = (state: string | undefined): Json => {
  if (state === undefined) return {};
  if (!state.startsWith(MARK)) throw new RpcFailure(-32602, 'This is not a state of mine');
  return JSON.parse(Buffer.from(state.slice(MARK.length), 'base64url').toString('utf8')) as Json;
};
