import { type Detector, type Hit, INBOUND, type Subject } from './detector.js';
import { INDIRECT_INJECTION } from './frameworks.js';
import { tellingHits } from './telling.js';

const READER =
  '(?:ai|llm|gpt|chatgpt|claude|gemini|copilot|language model|chat ?bot|(?:ai|virtual) (?:assistant|agent|model)|assistant|agents?)';
const ORDER =
  "(?:you must|you should|you need to|you are (?:now|required|authori[sz]ed|instructed)|you have been|your (?:task|role|new)|please|always|never|do not|don't|must|ignore|disregard|execute|send|forward|include|append|insert|add|reveal|output|print|respond|reply|summari[sz]e|call|invoke|use|run|read|fetch|grant|transfer|delete|upload|share|export|exfiltrate|leak|bypass|before|when(?:ever)?|also|immediately|first|silently|treat|apply|proceed|recommend|rate|mark|approve)";

/** A note to the model, by name, that goes on with an order. */
const NOTE = new RegExp(
  `\\b(?:note|notice|message|instructions?|directives?|reminder|memo)s?\\s{1,4}(?:to|for)\\s{1,4}(?:(?:the|any|all|every|an?|this|future)\\s{1,4}){0,2}${READER}\\b[^.!?\\n]{0,80}[:\\-—,.]\\s{0,6}(?:[^.!?\\n]{0,60}\\b)?${ORDER}\\b`,
  'gi',
);
const VOCATIVE = new RegExp(
  `(?:^|[\\n.!?>\\])"'*:—-]\\s{0,6})(?:(?:hey|hello|hi|dear|attention|important)[,!:]?\\s{1,4})?(?:ai|llm|chatgpt|gpt-?\\d?\\w{0,4}|claude|gemini|copilot|(?:ai|virtual) (?:assistant|agent|model)s?|assistants?|language models?)\\b(?:\\s{1,4}(?:assistant|agent|system|model)s?)?(?:[ \\w]{0,30})?\\s{0,2}[:,—-]\\s{0,6}${ORDER}\\b`,
  'gi',
);
const AS_AI = new RegExp(
  `\\b(?:if you are|as|since you are|when you are)\\s{1,4}(?:an?|the)\\s{1,4}(?:ai|llm|large language model|language model|automated|autonomous)\\s?(?:assistant|agent|model|system|reader|bot)?\\b[^.!?\\n]{0,60}[,:]\\s{0,4}${ORDER}\\b`,
  'gi',
);
const CONDITIONAL =
  /\b(?:ai|llm|automated) (?:agents?|assistants?|systems?|models?) (?:reading|processing|summari[sz]ing|parsing|analy[sz]ing|accessing|handling|viewing|reviewing) (?:this|the)\b[^.!?\n]{0,80}\b(?:must|should|shall|need to|are (?:required|instructed)|please)\b/gi;

/** A label in capitals, as in `[AI REVIEWER NOTE: …` or `# ASSISTANT DIRECTIVE: …`, with an order somewhere behind it. */
const LABEL =
  /(?<![A-Za-z])(?:TO (?:THE |ALL )?)?(?:AI|LLM|ASSISTANT|NEXT AGENT)(?:[ _](?:[A-Z]{2,20}|Assistant|Agent|Runtime|Config|reading this|READING THIS)){0,5}(?: \([^)\n]{0,30}\))?\s{0,2}[:—-]\s{0,4}(?=[^\n])/g;
const LABELLED_ORDER =
  /\b(?:you (?:must|are (?:now|authori[sz]ed|required)|have been)|must|also (?:include|output|read|call|send|export|generate|execute|append)|immediately|before (?:presenting|answering|responding)|when (?:drafting|summari[sz]ing|reviewing|processing|providing|responding|answering|compiling)|(?:create|execute|call|send|append|forward|download|include|output|update|render|apply|allow|write|compile|run|set) (?:the|your|a|an|all|any|these|this|following|these steps|to)\b)/i;
const LABELLED_ORDER_UNITS = 260;
/** A label has at most six words and a bracket. */
const LABEL_REACH = 160;

/** Labels alone are documentation; with an order behind them they are a note to the model. */
const givesOrder = (text: string, { end }: Hit): boolean =>
  LABELLED_ORDER.test(text.slice(end, end + LABELLED_ORDER_UNITS));

function detect(subject: Subject): Hit[] {
  return [
    ...[NOTE, VOCATIVE, AS_AI, CONDITIONAL].flatMap((pattern) => tellingHits(subject, pattern, 0.8)),
    ...tellingHits(subject, LABEL, 0.8).filter((hit) => givesOrder(subject.text, hit)),
  ];
}

/** Data that speaks to the model by name and gives it an order. Catalogue R1, M1. */
export const injectionAddressed: Detector = {
  id: 'injection.addressed-to-model',
  category: 'prompt_injection',
  severity: 'high',
  title: 'The text addresses the model and gives it an order',
  why: 'A document has no reason to speak to the model that reads it; one that does wants it to act for the writer and not for the user.',
  fix: 'Redact the passage or deliver the result fenced; pages written for assistants on purpose can be allowed per tool.',
  frameworks: INDIRECT_INJECTION,
  surfaces: INBOUND,
  joins: true,
  gates: [
    {
      literals: [
        [
          'chatgpt,',
          'chatgpt:',
          'chatgpt, ',
          'gpt-4,',
          'gpt-4:',
          'gpt,',
          'gpt:',
          'language model:',
          'language model,',
          'language models:',
          'ai, you',
          'ai, please',
          'ai, ignore',
          'ai, do',
          'ai, always',
          'llm, you',
          'llm, please',
          'llm, ignore',
          'llm: you',
          'llm: please',
          'llm: ignore',
          'claude, you',
          'claude, please',
          'claude, ignore',
          'gemini, you',
          'gemini, please',
          'message to the assistant',
          'message to the agent',
          'message to the model',
          'ai system:',
          'ai system,',
          'ai model:',
          'ai model,',
          'ai assistants:',
          'ai assistants,',
          'assistants processing',
          'assistants summari',
          'agents summari',
          'models reading',
          'models processing',
          'systems reading',
          'systems processing',
          'reading this:',
          'reading this,',
          'as an ai assistant',
          'as an ai agent',
          'as an ai language',
          'as an ai model',
          'note to ai',
          'note to the ai',
          'note to assistant',
          'note to the assistant',
          'note to llm',
          'note to agent',
          'note to the agent',
          'note to model',
          'note to the model',
          'note for ai',
          'note for the ai',
          'note for assistant',
          'note for agent',
          'note for llm',
          'notice to ai',
          'notice for ai',
          'message to ai',
          'message to the ai',
          'message for ai',
          'message for the ai',
          'instruction to ai',
          'instruction for ai',
          'instructions to ai',
          'instructions for ai',
          'instructions for the ai',
          'instructions to the ai',
          'instructions for llm',
          'instructions for the assistant',
          'instructions to the assistant',
          'instructions to assistant',
          'instructions for assistant',
          'instructions for agent',
          'instructions for the agent',
          'instructions for model',
          'instructions for the model',
          'instruction for the',
          'instruction to the',
          'attention ai',
          'attention all ai',
          'important to ai',
          'ai assistant:',
          'ai assistant,',
          'ai agent:',
          'ai agent,',
          'ai agents:',
          'ai agents,',
          'ai: ',
          'assistant: ',
          'assistant, ',
          'claude:',
          'copilot,',
          'agents reading',
          'assistants reading',
          'agents processing',
          'automated system',
          'automated agent',
          'if you are an ai',
          'if you are a large',
          'if you are an llm',
          'as an autonomous',
        ],
      ],
    },
    {
      literals: [
        [
          ' ai ',
          '[ai ',
          '"ai ',
          '(ai ',
          ' llm ',
          '[llm ',
          '"llm ',
          ' assistant ',
          '[assistant',
          'next agent',
          ' ai_',
          '"ai_',
        ],
        [
          'note:',
          'notice:',
          'instruction:',
          'instructions:',
          'directive:',
          'agent:',
          'assistant:',
          'reviewer:',
          'processor:',
          'scheduler:',
          'diagnostic:',
          'assignment:',
          'update:',
          'message:',
          'config:',
          'reading this:',
          'reading this config:',
          'task:',
          'system:',
        ],
      ],
      near: LABEL_REACH,
    },
  ],
  detect,
};
