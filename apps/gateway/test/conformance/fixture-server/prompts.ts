import { acceptedContent, completable, inputRequired, type McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { imageBlock, resourceBlock, textBlock } from './content.js';

const said = (
  ...content: ({ type: 'text'; text: string } | typeof imageBlock | ReturnType<typeof resourceBlock>)[]
) => ({
  messages: content.map((block) => ({ role: 'user' as const, content: block })),
});

export const registerPrompts = (server: McpServer): void => {
  server.registerPrompt('test_simple_prompt', { description: 'A prompt without arguments' }, async () =>
    said(textBlock('This is a simple prompt for testing.')),
  );
  server.registerPrompt(
    'test_prompt_with_arguments',
    {
      description: 'A prompt with two arguments, the first completed',
      argsSchema: z.object({
        arg1: completable(z.string().describe('First test argument'), () => ['paris', 'park', 'party']),
        arg2: z.string().describe('Second test argument'),
      }),
    },
    async ({ arg1, arg2 }) => said(textBlock(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`)),
  );
  server.registerPrompt(
    'test_prompt_with_embedded_resource',
    {
      description: 'A prompt with a resource',
      argsSchema: z.object({ resourceUri: z.string().describe('URI of the resource to embed') }),
    },
    async ({ resourceUri }) =>
      said(
        resourceBlock(resourceUri, 'Embedded resource content for testing.'),
        textBlock('Please process the embedded resource above.'),
      ),
  );
  server.registerPrompt('test_prompt_with_image', { description: 'A prompt with an image' }, async () =>
    said(imageBlock, textBlock('Please analyze the image above.')),
  );
  server.registerPrompt(
    'test_input_required_result_prompt',
    { description: 'A prompt that asks first' },
    async (ctx) => {
      const answer = acceptedContent(ctx.mcpReq.inputResponses, 'user_context', z.object({ context: z.string() }));
      if (answer !== undefined) return said(textBlock(`Context: ${answer.context}`));
      const user_context = inputRequired.elicit({
        message: 'What context should the prompt use?',
        requestedSchema: { type: 'object', properties: { context: { type: 'string' } }, required: ['context'] },
      });
      return inputRequired({ inputRequests: { user_context } });
    },
  );
};
