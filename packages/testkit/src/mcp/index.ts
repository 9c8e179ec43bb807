export {
  type HttpMcpServer,
  type HttpMcpServerOptions,
  type ReceivedRequest,
  startHttpMcpServer,
} from './http-server.js';
export type { Behaviour, McpScript, ScriptedPrompt, ScriptedResource, ScriptedTool } from './script.js';
export type { WireMessage } from './scripted-server.js';
export { stdioMcpServer } from './stdio-command.js';
