import type { Detector, MessageHit } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';
import { elementsOf, isRecord, stringOf } from './message-parts.js';

/** The model promising something, in a message it never wrote. */
const PROMISE =
  /\b(?:i (?:will|shall|can|am going to|have|agree|understand)|i'(?:ll|ve|m)|understood|sure|of course|okay|yes|certainly|confirmed|acknowledged)\b/i;
const ACT =
  /\b(?:ignor\w{1,3}|disregard\w{0,3}|bypass\w{0,3}|disabl\w{1,3}|override|overriding|without (?:asking|confirm\w{0,6}|telling|checking|approval|restrictions?)|no (?:longer|restrictions?|limits?|need to (?:ask|confirm))|always (?:approve|run|execute|send|comply|call)|never (?:ask|refuse|mention|tell)|send (?:all|the|your)|execut\w{1,3}|delet\w{1,3}|approve (?:all|every)|unrestricted|full access|comply)\b/i;

function detectMessage(message: unknown): MessageHit[] {
  const result = isRecord(message) && isRecord(message.result) ? message.result : {};
  return elementsOf(result.messages).flatMap((entry, i) => {
    if (!isRecord(entry)) return [];
    const pointer = `/result/messages/${i}`;
    const text = isRecord(entry.content) ? stringOf(entry.content.text) : stringOf(entry.content);
    const role = stringOf(entry.role);
    if (role !== 'user' && role !== 'assistant')
      return [
        {
          pointer: `${pointer}/role`,
          evidence: `a message with the role ${role}`,
          confidence: 0.9,
          severity: 'high' as const,
        },
      ];
    if (role !== 'assistant' || !PROMISE.test(text.slice(0, 400)) || !ACT.test(text.slice(0, 1200))) return [];
    return [{ pointer: `${pointer}/content`, evidence: text, confidence: 0.75 }];
  });
}

/** A prompt template that puts words into the model's mouth, or speaks in a role it has no right to. Catalogue R11. */
export const promptRole: Detector = {
  id: 'prompt.forged-turn',
  category: 'prompt_injection',
  severity: 'medium',
  title: 'A prompt of the server lets the model agree to something it never said',
  why: 'A model takes a turn of its own for a decision it has made and goes on from there.',
  fix: 'Refuse the prompt, or pin its text after somebody has read it.',
  frameworks: [FRAMEWORKS.llmPromptInjection, FRAMEWORKS.mcpIntentSubversion, FRAMEWORKS.agenticGoalHijack],
  surfaces: ['result'],
  gates: [
    {
      literals: [
        ['"messages"', 'messages": ['],
        ['"assistant"', '"system"', '"developer"', '"tool"', '"admin"'],
      ],
    },
  ],
  // A message shows it, no text does.
  glance: () => false,
  detect: () => [],
  detectMessage,
};
