import type { Detector, MessageHit, Surface } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';
import { elementsOf, methodParams, stringOf } from './message-parts.js';

/** More than an answer of some pages; a bill, not a summary. */
const TOKENS_MAX = 32_768;
const SYSTEM_PROMPT_UNITS_MAX = 4000;
const MESSAGES_MAX = 100;
/** Words of a system prompt that turns the user's model against the user. */
const HOSTILE =
  /\b(?:ignore|override|disregard|do not (?:tell|mention|reveal|inform)|never (?:tell|mention|reveal|refuse)|without (?:telling|informing|asking)|secretly|hidden|confidential|all (?:previous|prior) (?:instructions|messages)|conversation history|api keys?|credentials|passwords?|exfiltrat\w*|system prompt)\b/i;

function detectMessage(message: unknown, surface: Surface): MessageHit[] {
  const params = surface === 'server_message' ? methodParams(message, 'sampling/createMessage') : null;
  if (params === null) return [];
  const hits: MessageHit[] = [];
  const add = (member: string, evidence: string, confidence: number, severity?: MessageHit['severity']) => {
    hits.push({ pointer: `/params/${member}`, evidence, confidence, ...(severity === undefined ? {} : { severity }) });
  };
  if (params.includeContext === 'allServers') add('includeContext', 'wants the context of all servers', 0.95);
  if (params.includeContext === 'thisServer') add('includeContext', 'wants the context of its own calls', 0.5, 'low');
  if (typeof params.maxTokens === 'number' && params.maxTokens > TOKENS_MAX)
    add('maxTokens', `wants ${params.maxTokens} tokens`, 0.8, 'medium');
  const system = stringOf(params.systemPrompt);
  if (HOSTILE.test(system)) add('systemPrompt', system, 0.85);
  else if (system.length > SYSTEM_PROMPT_UNITS_MAX)
    add('systemPrompt', `a system prompt of ${system.length} characters`, 0.6, 'medium');
  const tools = elementsOf(params.tools);
  if (tools.length > 0) add('tools', `brings ${tools.length} tools of its own`, 0.6, 'medium');
  if (elementsOf(params.messages).length > MESSAGES_MAX)
    add('messages', 'brings a long conversation of its own', 0.6, 'medium');
  return hits;
}

/** A server that wants more of the user's model than an answer. Catalogue R8. */
export const samplingAbuse: Detector = {
  id: 'sampling.over-reach',
  category: 'prompt_injection',
  severity: 'high',
  title: 'The server asks the model for more than its own task needs',
  why: 'Sampling runs on the user\u2019s account and may see what other servers said: the context of all servers, a large budget or a hidden prompt turn it into a leak or a bill.',
  fix: 'Refuse the request or narrow it: no context of other servers, few tokens, no tools.',
  frameworks: [FRAMEWORKS.llmPromptInjection, FRAMEWORKS.mcpOverSharing, FRAMEWORKS.agenticToolMisuse],
  surfaces: ['server_message'],
  gates: [{ literals: [['sampling/createmessage']] }],
  detect: () => [],
  detectMessage,
};
