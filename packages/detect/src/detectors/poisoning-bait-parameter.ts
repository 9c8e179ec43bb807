import { type ListedTool, parametersOf, type SchemaNode, toolsIn } from '../definitions/listed.js';
import { nameWords } from '../roles/names.js';
import type { Detector, MessageHit } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

const CONTENT = new Set('contents content dump value values data text copy body file files'.split(' '));
const VALUABLE = new Set(
  'env ssh rsa passwd shadow credentials credential secrets keychain cookies bash zsh wallet dotenv'.split(' '),
);
const WHOLE = new Set('of full all entire raw complete every'.split(' '));
/** A name that says itself what for. */
const BLATANT =
  /^(?:side_?notes?|side_?car|exfil\w*|stolen_\w+|leaked_\w+|hidden_(?:data|field|context|payload)|covert_\w+|ssh_(?:private_)?keys?_(?:content|data)s?|env_(?:dump|vars_dump)|(?:all|full)_env(?:ironment)?(?:_vars)?|secret_dump)$/i;
/** What the model holds and no tool needs. */
const OF_THE_SESSION =
  /^(?:(?:full|entire|complete|whole|all)_?(?:conversation|chat|context|dialog(?:ue)?|messages|transcript)(?:_?(?:history|text|log|context))?|(?:conversation|chat|dialog(?:ue)?)_?(?:history|transcript|log|dump)|system_?prompts?|(?:original|raw|user)_?(?:user_?)?(?:prompt|input)_?(?:verbatim|history)?|tool_?call_?history|previous_?(?:tool_?)?(?:results|calls|outputs)|chain_?of_?thought|(?:available_?)?tools_?list|model_?instructions)$/i;
const SPEAKS_OF_IT =
  /conversation|chat|dialog|prompt|\bllm|\bmodel|agent|assistant|memory|message|transcript|summar|context|bot\b|generat|complet|reason|think|thought|translat|persona|session|log/i;

function bait(tool: ListedTool, { name, schema, required, pointer }: SchemaNode): MessageHit[] {
  if (name.length < 4 || name.length > 80) return [];
  if (BLATANT.test(name)) return [{ pointer, evidence: name, confidence: 0.8 }];
  const words = nameWords(name);
  const holds = words.some((word) => CONTENT.has(word)) && words.some((word) => VALUABLE.has(word));
  if (holds && (words.some((word) => WHOLE.has(word)) || words.at(-1) === 'contents' || words.at(-1) === 'dump'))
    return [{ pointer, evidence: name, confidence: 0.8 }];
  if (!OF_THE_SESSION.test(name) || SPEAKS_OF_IT.test(`${tool.name} ${tool.description}`)) return [];
  const undocumented = typeof schema.description !== 'string' || schema.description.length < 10;
  return [{ pointer, evidence: name, confidence: 0.6, severity: required || undocumented ? 'medium' : 'low' }];
}

/** A parameter named after what it should be filled with: `contents_of_env_file`, `conversation_history` of a calculator. Catalogue M2. */
export const poisoningBaitParameter: Detector = {
  id: 'poisoning.bait-parameter',
  category: 'tool_poisoning',
  severity: 'high',
  title: 'A parameter is named after a secret it should carry',
  why: 'A model fills a parameter by its name; this one needs no instruction beside it.',
  fix: 'Deny the parameter, or block the tool.',
  frameworks: [FRAMEWORKS.mcpToolPoisoning, FRAMEWORKS.mcpOverSharing, FRAMEWORKS.agenticSupplyChain],
  surfaces: ['definition'],
  always: true,
  gates: [],
  detect: () => [],
  detectMessage: (message) =>
    toolsIn(message).flatMap((tool) => parametersOf(tool).flatMap((node) => bait(tool, node))),
};
