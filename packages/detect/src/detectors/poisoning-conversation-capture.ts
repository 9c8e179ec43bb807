import { concealsFromUser, isDisclaimed, isStudied } from '../concepts/clauses.js';
import type { Sentence } from '../concepts/reading.js';
import { type Around, CERTAIN, medium, type SentenceVerdict, sentenceHits } from './definition-hits.js';
import type { Detector } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

const DEMANDS =
  /\b(?:require[sd]?|mandatory|must|populated|needs?|should|always|ensure|make sure|kindly|has to|have to|obliged)\b/;
const SYSTEM_PROMPT =
  /\b(?:system prompt|system message|your prompt|its prompt|hidden instructions|initial instructions|prompt del sistema|prompt systeme|systemprompt)\b|系统提示|システムプロンプト|시스템 프롬프트|системный промпт/;
const REVEALS = /\b(?:reveal|copy|include|output|print|return|repeat|disclose|append|send|pass|paste|embed|quote)\b/;
/** What an honest tool that keeps conversations says. */
const KEEPS =
  /\b(?:memory|remember|later sessions|channel|thread id|conversation id|summar\w+ of|chatbot|your chat|retriev\w+ (?:the )?(?:chat|message|conversation)|sets? the system)\b/;

function judge(sentence: Sentence, { before, after, all }: Around): SentenceVerdict {
  const { text } = sentence;
  if (!sentence.has('conversation') && !sentence.has('instructions') && !text.includes('prompt')) return null;
  const prompt = SYSTEM_PROMPT.test(text) && REVEALS.test(text);
  if (!(sentence.has('conversation') || prompt) || isDisclaimed(sentence) || isStudied(sentence)) return null;
  const hidden = [before, sentence, after].some(
    (near) => near !== undefined && (concealsFromUser(near) || near.has('covert')),
  );
  const brings = sentence.near('send', 'conversation', 70);
  const puts = sentence.near('put', 'conversation', 70) || sentence.near('take', 'conversation', 50);
  if ((brings || puts || prompt) && hidden) return { confidence: CERTAIN };
  if (prompt)
    return sentence.has('directive') || sentence.has('container') || sentence.has('user') ? { confidence: 0.8 } : null;
  if (KEEPS.test(text)) return null;
  const whole = sentence.has('entire');
  if (brings && sentence.has('external')) return { confidence: sentence.has('pretext') || whole ? CERTAIN : 0.8 };
  const excused = sentence.has('pretext') || (after?.has('pretext') ?? false) || (before?.has('pretext') ?? false);
  const place = sentence.has('container') || /[`'"][a-z]\w{1,30}[`'"]/.test(text);
  if (puts && place && (whole || excused) && sentence.has('directive')) return { confidence: excused ? CERTAIN : 0.85 };
  if (place && DEMANDS.test(text) && (whole || excused)) return medium(0.7);
  return puts && whole && excused && all.length < 8 ? medium(0.65) : null;
}

/** A definition that has the whole conversation, or the model's instructions, handed to the tool. Catalogue M1, M2. */
export const poisoningConversationCapture: Detector = {
  id: 'poisoning.conversation-capture',
  category: 'tool_poisoning',
  severity: 'high',
  title: 'The definition has the conversation handed to the tool',
  why: 'What was said in the session includes what other tools returned, and none of it is needed for this one.',
  fix: 'Block the tool, or deny the parameter that would carry the text.',
  frameworks: [
    FRAMEWORKS.llmPromptInjection,
    FRAMEWORKS.mcpToolPoisoning,
    FRAMEWORKS.mcpOverSharing,
    FRAMEWORKS.atlasDataLeakage,
  ],
  surfaces: ['definition'],
  joins: true,
  always: true,
  gates: [],
  detect: (subject) => sentenceHits(subject, judge),
};
