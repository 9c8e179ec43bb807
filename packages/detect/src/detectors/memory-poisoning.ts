import { type Detector, type Hit, INBOUND, type Subject } from './detector.js';
import { LASTING_ORDER } from './frameworks.js';
import { wordList } from './request-words.js';
import { tellingHits } from './telling.js';

const KEEP = '(?:remember|memori[sz]e|store|save|add|write|record|keep|persist|note|retain|log|insert|append)';
/** For good: in every conversation to come. */
const FOREVER =
  '(?:all |any |every |your )?(?:future|subsequent|later|other|coming|following|next) (?:sessions?|conversations?|chats?|interactions?|requests?|responses?|users?|runs?|tasks?|queries)|across (?:all )?(?:sessions?|conversations?|context windows?|restarts)|(?:context|conversation) (?:compaction|window boundar\\w{2,4}|resets?)|permanently|from now on|forever|for good';
const MEMORY =
  '(?:(?:your|the|its|long-?term|persistent|agent|assistant)(?: [\\w-]{1,12}){0,2} )(?:memory|memories|knowledge ?base|notes|vector (?:store|database)|context file|profile)';
const ORDERED = new RegExp(
  `\\b${KEEP}\\b[^.!?\\n]{0,120}\\b(?:in|to|into|for|across) (?:${MEMORY}|${FOREVER})|\\bupdate (?:${MEMORY})\\b[^.!?\\n]{0,120}|\\b(?:in|for|during|across) (?:${FOREVER})\\b[^.!?\\n]{0,40}\\b(?:always|never|you must|must|ignore|send|call|include|use|treat|trust)\\b|\\b(?:never forget|must be included in every summary|survives? (?:compaction|summari[sz]ation|resets?))\\b`,
  'gi',
);
const FILES =
  /\b(?:add|append|write|save|put|insert|copy)\b[^.!?\n]{0,100}\b(?:to|into|in)\b[^.!?\n]{0,20}(?:CLAUDE\.md|AGENTS\.md|GEMINI\.md|MEMORY\.md|SOUL\.md|\.cursorrules|\.windsurfrules|copilot-instructions\.md|memory\.json|\.clinerules)/gi;
/** People remember things in ordinary texts; a model is ordered to. */
const ORDER =
  /\b(?:always|never|must|ignore|send|forward|call|include|trust|approve|disable|without|instructions?|admin\w{0,9}|credentials?|tokens?|keys?|assistant|agent|you are|whenever|treat|recommend)\b/i;
const AROUND_UNITS = 200;

function detect(subject: Subject): Hit[] {
  const { text } = subject;
  return [...tellingHits(subject, ORDERED, 0.7), ...tellingHits(subject, FILES, 0.55)].filter(({ start, end }) =>
    ORDER.test(text.slice(Math.max(0, start - AROUND_UNITS), end + AROUND_UNITS)),
  );
}

/** Data that wants to be kept: orders for later sessions, written into memories, knowledge bases and rule files. Catalogue R14. */
export const memoryPoisoning: Detector = {
  id: 'injection.memory',
  category: 'prompt_injection',
  severity: 'medium',
  title: 'The text wants to be remembered as an order for later conversations',
  why: 'What gets into a memory comes back later without its origin and is trusted as the user\u2019s own.',
  fix: 'Keep it from the model, and let writes to memories and rule files wait for a person.',
  frameworks: LASTING_ORDER,
  surfaces: INBOUND,
  joins: true,
  soft: true,
  gates: [
    {
      literals: [
        wordList(
          'remember|memorize|memorise|store |save |add |write |record |keep |persist|note |retain |append |update |insert |put |never forget|must be included|survive',
        ),
        wordList(`your memory|the memory|term memory|persistent memory|agent memory|assistant memory|knowledge base|vector store|future session|future conversation|future chat|future interaction|future response
          |future request|future user|future quer|future task|subsequent |all later |across session|across all session|across conversation|context window|compaction|in every summary|next session|claude.md|agents.md|gemini.md|memory.md|soul.md
          |.cursorrules|.windsurfrules|copilot-instructions|.clinerules|memory.json|for all future|from now on`),
      ],
      near: 200,
    },
  ],
  detect,
};
