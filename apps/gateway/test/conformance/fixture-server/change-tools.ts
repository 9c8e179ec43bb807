import type { McpServer, ServerContext } from '@modelcontextprotocol/server';
import { pause, textResult } from './content.js';

/** Tells clients that a list changed: over the subscriptions of modern ones, over the session of a legacy one. */
export interface ChangeAnnouncer {
  toolsChanged(): void;
  promptsChanged(): void;
}

/** Tools that act on the connection itself. */
export const registerChangeTools = (server: McpServer, announce: ChangeAnnouncer): void => {
  server.registerTool('test_trigger_tool_change', { description: 'Says that the tools changed' }, async () => {
    announce.toolsChanged();
    return textResult('announced');
  });
  server.registerTool('test_trigger_prompt_change', { description: 'Says that the prompts changed' }, async () => {
    announce.promptsChanged();
    return textResult('announced');
  });
  server.registerTool(
    'test_reconnection',
    { description: 'Closes its stream, then answers' },
    async (ctx: ServerContext) => {
      ctx.http?.closeSSE?.();
      await pause(100);
      return textResult('Reconnection test completed successfully');
    },
  );
};
