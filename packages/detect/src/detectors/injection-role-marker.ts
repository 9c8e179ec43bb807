import { type Detector, type Hit, INBOUND, type Subject } from './detector.js';
import { INDIRECT_INJECTION } from './frameworks.js';
import { tellingHits } from './telling.js';

/** Control tokens of chat templates: no document has them by accident. */
const TEMPLATE_TOKENS =
  /<\|(?:im_start|im_end|system|user|assistant|start_header_id|end_header_id|eot_id|endoftext|start user|end user|begin_of_text)\|>|\[\/?INST\]|<<\/?SYS>>|<(?:start|end)_of_turn>|<\/?\|?(?:begin|end)_of_(?:sentence|turn)\|?>/gi;
/** A turn that is not over yet, closed by the data itself. */
const CLOSED_TURN =
  /<\/(?:user_message|user_input|user|tool_result|tool_response|function_result|document|data|context|untrusted\w{0,20})>\s{0,20}<(?:system|assistant|admin|instructions?|user_message)\b/gi;
/** A new voice of authority, by its label. */
const VOICE =
  /(?:^|\n|[.!?"'>\])]\s{1,4}|\\n|#{1,6}\s{0,4}|\*\*)(?:\[|<|#{1,6} ?|\(|(?<!-)-{3,60}\s?|(?<!=)={3,60}\s?|\/\/ ?\[?|<!-- ?|\/\* ?)?\s{0,2}(?:new )?(?:system|admin(?:istrator)?|developer|root)[ -]{1,3}(?:prompt|message|override|instructions?|directives?|command|update|notice|note|alert)s?(?:\s?[-—–:][^\n\]]{0,60})?\s{0,2}(?:\]|>|#{2,6}|:|\)|(?<!-)-{3,60}|(?<!=)={3,60})/gi;
const BRACKETED =
  /[[<{(]{1,2}\s{0,2}(?:system|admin|assistant|ai|llm|agent|model|bot)\s{0,2}(?:override|instructions?|directives?|only|note|notice|command|message|prompt|memory[- ]persist)?\s{0,2}(?::[^\]\n]{3,200})?[\]>})]{1,2}\s{0,3}:?\s{0,3}(?=(?:ignore|you (?:must|are|should|will)|always|never|do not|from now|please|grant|execute|new|send|forward|reveal|disregard|override|begin|respond)\b)/gi;
/** The data announces its own end, then goes on. */
const FALSE_END =
  /(?:(?<!%)%{3,60}|(?<!-)-{3,60}|(?<!=)={3,60}|(?<!\*)\*{3,60}|(?<!#)#{3,60}|\[|<)\s{0,3}(?:end|stop|finish)(?:ed)?(?: of)?(?: the)? (?:user |tool |untrusted |external |system |document |input |ambiguity|context|data|prompt|instructions?|content){1,3}(?:input|output|data|result|response|document|context|section|prompt|message|content|text)?\s{0,3}(?:(?<!%)%{3,60}|(?<!-)-{3,60}|(?<!=)={3,60}|(?<!\*)\*{3,60}|(?<!#)#{3,60}|\]|>)/gi;

const ORDER_AFTER =
  /\b(?:ignore|disregard|forget|you (?:must|are|should|will|have)|your (?:new|task|role|instructions)|from now|do not|don't|never|always|reveal|send|forward|execute|grant|override|instead|obey|comply|respond|reply|print|output|say|disable|bypass|delete|transfer|call|attach|include|upload)\b/i;
const ORDER_WITHIN_UNITS = 200;

/** A label alone is documentation; one that an order follows is a voice. */
const givesOrders = (text: string, { end }: Hit): boolean =>
  ORDER_AFTER.test(text.slice(end, end + ORDER_WITHIN_UNITS));

function detect(subject: Subject): Hit[] {
  const labels = [...tellingHits(subject, TEMPLATE_TOKENS, 0.75), ...tellingHits(subject, VOICE, 0.75)];
  return [
    ...labels.filter((hit) => givesOrders(subject.text, hit)),
    ...tellingHits(subject, CLOSED_TURN, 0.9),
    ...tellingHits(subject, BRACKETED, 0.85),
    ...tellingHits(subject, FALSE_END, 0.8),
  ];
}

/** Data that poses as another speaker: chat-template tokens, closed turns, labels of authority. Catalogue R1. */
export const injectionRoleMarker: Detector = {
  id: 'injection.role-marker',
  category: 'prompt_injection',
  severity: 'high',
  title: 'The text poses as the system or as another turn of the conversation',
  why: 'A model tells its speakers apart by such marks; forged ones give data the voice of the system or of the user.',
  fix: 'Refuse the message or strip the marks; pages about chat templates are reported low.',
  frameworks: INDIRECT_INJECTION,
  surfaces: INBOUND,
  gates: [
    {
      literals: [
        [
          'system prompt:',
          'system prompt]',
          '[system prompt',
          'system prompt override',
          'administrator override',
          'administrator message',
          'administrator instruction',
          'administrator note',
          'administrator command',
          'administrator directive',
          '[agent:',
          '[agent note',
          '[agent instruction',
          '[agent only',
          '[model:',
          '[model instruction',
          '[model note',
          '[llm:',
          '[llm instruction',
          '[llm note',
          '[llm only',
          '(system:',
          '(system note',
          '(system override',
          '(system instruction',
          '(system message',
          'system command:',
          'system command]',
          '[system command',
          'system instruction:',
          'system instructions:',
          'system instructions]',
          '[system instruction',
          'new system',
          'system-prompt:',
          'system-message',
          'system-instruction',
          '<|im_',
          '<|system',
          '<|user',
          '<|assistant',
          '<|start',
          '<|end',
          '<|eot',
          '<|begin',
          '[inst]',
          '[/inst]',
          '<<sys>>',
          '_of_turn',
          '</user',
          '</tool_re',
          '</function_re',
          '</untrusted',
          '</context>',
          '</data>',
          '</document>',
          'system override',
          'system message',
          'system directive',
          'system note',
          'system update',
          'system alert',
          'admin override',
          'admin instruction',
          'admin command',
          'admin message',
          'admin note',
          'developer message',
          'developer note',
          'developer instruction',
          'developer override',
          'root command',
          '[system]',
          '[system:',
          '{system',
          '{{system',
          '{{ system',
          '<system>',
          '[admin',
          '[assistant',
          '[ai ',
          '<admin',
          'system-memory',
          'end of user',
          'end user input',
          'end of document',
          'end of context',
          'end of tool',
          'end of input',
          'end of data',
          'end of system',
          'end of prompt',
          'end ambiguity',
          'end of instruction',
          'end of content',
          'end system',
        ],
      ],
    },
  ],
  detect,
};
