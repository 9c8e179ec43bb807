import { type Detector, type Hit, INBOUND, type Subject } from './detector.js';
import { INDIRECT_INJECTION } from './frameworks.js';
import { tellingHits } from './telling.js';

const VERBS =
  "ignor(?:e|ing)|disregard(?:ing)?|forget|override|overriding|bypass|discard|neglect|abandon|supersedes?|do not follow|don't follow|stop following|pay no attention to";
const OBJECTS =
  'instructions?|directions?|directives?|prompts?|rules?|guidelines?|guidance|constraints?|commands?|orders|programming|training|polic(?:y|ies)|restrictions?|safeguards?|system message|context|conversation|filters?|limitations?';
const OWNERS =
  'all|any|every(?:thing)?|previous(?:ly)?|prior|above|preceding|earlier|foregoing|former|past|existing|current|initial|original|your|my|the|these|those|system|safety|ethical|security|content|developer|default';

/** Order to drop what the model was told before. */
const OVERRIDE = new RegExp(
  `\\b(?:${VERBS})\\s{1,8}(?:(?:${OWNERS}|of|and|following|other|given|to|you|user'?s?|actual|proxy'?s?)[\\s,'’]{1,8}){1,6}(?:${OBJECTS})\\b`,
  'gi',
);
/** The same without an object: "ignore all previous and …", "forget everything above", "ignore the above". */
const BARE = new RegExp(
  `\\b(?:${VERBS})\\s{1,8}(?:(?:all|everything|any(?:thing)?|the|of|what(?:ever)?)\\s{1,8}){1,3}(?:(?:i|you|we)\\s{1,4}(?:have\\s{1,4}|were\\s{1,4}|was\\s{1,4})?(?:said|told|been told|been given)|(?:the\\s{1,4})?(?:above|before|prior|previous(?:ly)?|preceding|rest of (?:this|the) (?:data|document|text|page|message)))(?=\\s{0,4}(?:[,.;:!"')\\]]|$|and\\b|then\\b|above|before|instead|now\\b))`,
  'gi',
);
const NEW_ORDERS =
  /\b(?:strictly (?:adhere|comply|follow)|adhere strictly|you must (?:strictly )?(?:adhere|comply|obey|follow)|obey|comply with|follow|execute|carry out)\s{1,8}(?:to\s{1,4}|with\s{1,4})?(?:(?:the|these|this|my|all|only|any|whatever)\s{1,4}){0,3}(?:following|new|updated|revised|subsequent|next|below|hidden|embedded|secret)\s{1,4}(?:\w{1,12}\s{1,4}){0,1}(?:instructions?|orders?|directives?|commands?|task|ones|requests?)\b/gi;
const NEW_INSTRUCTIONS =
  /\b(?:new|updated|revised|actual|real|true) (?:system |primary |priority )?(?:instructions?|directives?|task|objective|orders?)\s{0,3}(?::|is to\b|are as follows)|\byour (?:new|real|actual|true|only) (?:task|goal|objective|instruction|purpose|job|role|mission) (?:is|will be|now)\b|\binstead,? your (?:task|goal|job)\b|\bbefore you can (?:solve|complete|finish|answer|do) (?:the|this|my|your)\b[^.!?\n]{0,40}\b(?:please|you must|first|do the following)\b/gi;
/** The families in the other languages most often seen. */
const FOREIGN =
  /\b(?:ignorez?|oubliez?)\s{1,4}(?:(?:toutes?|les|tous|ce)\s{1,4}){1,3}(?:instructions?|consignes?|r[eè]gles|directives|qui pr[eé]c[eè]de)|\b(?:ignora|olvida|ignore|esque[cç]a|ignorar)\s{1,4}(?:(?:todas?|las|los|o|as|os|tus|lo)\s{1,4}){1,3}(?:instruc\w{2,8}|reglas|regras|anteriores?|anterior|que precede)|\b(?:ignorier\w{0,3}|vergiss|missachte)\s{1,4}(?:(?:alle|die|das|den|sie|vorherigen|vorangehenden|bisherigen|obigen)\s{1,4}){1,4}(?:anweisungen|regeln|instruktionen|befehle|obige|vorherige)|\b(?:ignora|dimentica)\s{1,4}(?:(?:tutte|le|gli)\s{1,4}){1,2}(?:istruzioni|regole)|(?:忽略|无视|忘记)(?:你)?(?:之前|上面|以上|先前|所有|前面|此前)的?[^。\n]{0,6}(?:指令|指示|提示|规则|要求|说明|设定)|以前の(?:指示|命令)を無視|前の指示を(?:無視|忘れ)|игнорируй\S{0,3}\s{1,4}(?:все\s{1,4})?(?:предыдущие|предшествующие)|abaikan\s{1,4}(?:semua\s{1,4})?(?:instruksi|perintah)/gi;

/** Defaults and rules are overridden in every manual; what a model was told is not. */
const isConfiguration = (phrase: string): boolean =>
  /^(?:overrid|bypass)/i.test(phrase) &&
  !/\b(?:previous|prior|above|safety|ethical|system|your|all|security|user)/i.test(phrase);

/** People take back what they wrote: the mail before this one, an invoice. */
const LETTER_BEHIND =
  /^[^.!?\n]{0,16}\b(?:nachricht|mail|e-?mail|rechnung|erinnerung|anfrage|mensaje|correo|factura|message|courriel|facture|mensagem|fatura|messaggio|fattura)\b/i;
const LETTER_UNITS = 40;

function detect(subject: Subject): Hit[] {
  const { text } = subject;
  return [
    ...tellingHits(subject, OVERRIDE, 0.92).filter((hit) => !isConfiguration(subject.text.slice(hit.start, hit.end))),
    ...tellingHits(subject, BARE, 0.85),
    ...tellingHits(subject, NEW_ORDERS, 0.85),
    ...tellingHits(subject, NEW_INSTRUCTIONS, 0.8),
    ...tellingHits(subject, FOREIGN, 0.9).filter(({ end }) => !LETTER_BEHIND.test(text.slice(end, end + LETTER_UNITS))),
  ];
}

/** "Ignore previous instructions" and its family, in a text that should be data. Catalogue R1, R3, C14. */
export const injectionOverride: Detector = {
  id: 'injection.override',
  category: 'prompt_injection',
  severity: 'high',
  title: 'The text tells the model to drop its instructions',
  why: 'A model that drops what it was told follows the text from there on.',
  fix: 'Refuse the message; texts that quote such phrases are reported low and pass.',
  frameworks: INDIRECT_INJECTION,
  surfaces: INBOUND,
  joins: true,
  gates: [
    {
      literals: [
        [
          'bypass the',
          'bypass all',
          'bypass your',
          'bypass any',
          'your actual task',
          'your actual instruction',
          'your actual goal',
          'your actual purpose',
          'your new task',
          'your new instruction',
          'your new goal',
          'your new objective',
          'your new role',
          'your new purpose',
          'your new mission',
          'your new job',
          'new task:',
          'new task is',
          'overriding your',
          'overriding the',
          'overriding any',
          'overriding all',
          'overriding previous',
          'override the previous',
          'override the above',
          'override the system',
          'override the safety',
          'override the user',
          'override the existing',
          'override the security',
          'override the default',
          'override the rules',
          'override the instruction',
          'previous instruction',
          'previous direction',
          'previous prompt',
          'previous rule',
          'previous guideline',
          'previous command',
          'previous context',
          'previous order',
          'prior instruction',
          'prior direction',
          'prior prompt',
          'prior rule',
          'prior command',
          'prior context',
          'prior constraint',
          'prior guideline',
          'above instruction',
          'above direction',
          'preceding instruction',
          'earlier instruction',
          'existing instruction',
          'original instruction',
          'initial instruction',
          'all instruction',
          'your instruction',
          'your guideline',
          'your rules',
          'your programming',
          'your training',
          'your safety',
          'your ethical',
          'your polic',
          'your restriction',
          'your constraint',
          'safety guideline',
          'safety polic',
          'safety rule',
          'safety filter',
          'safety restriction',
          'security instruction',
          'security restriction',
          'these instruction',
          'my instruction',
          'ignore all',
          'ignore any',
          'ignore the above',
          'ignore everything',
          'ignore the previous',
          'ignore previous',
          'ignore prior',
          'ignore your',
          'ignore the rest',
          'ignore the user',
          'ignoring all',
          'ignoring any',
          'ignoring the',
          'ignoring your',
          'ignoring previous',
          'disregard',
          'forget all',
          'forget everything',
          'forget your',
          'forget the above',
          'forget previous',
          'forget prior',
          'forget any',
          'forget what',
          'override all',
          'override your',
          'override any',
          'override previous',
          'pay no attention to',
          'strictly adhere',
          'strictly follow',
          'strictly comply',
          'the following instruction',
          'following directive',
          'new instruction',
          'updated instruction',
          'hidden instruction',
          'embedded instruction',
          'these new',
          'follow the new',
          'subsequent request',
          'new directive',
          'new objective',
          'your real task',
          'your real instruction',
          'your real goal',
          'your real purpose',
          'your real job',
          'your true purpose',
          'your true goal',
          'your true task',
          'your only task',
          'your only goal',
          'your only purpose',
          'your only job',
          'real instruction',
          'actual instruction',
          'real task',
          'instead, your',
          'instead your',
          'before you can solve',
          'before you can complete',
          'before you can answer',
          'before you can finish',
          'before you can do',
          'ignorez',
          'oubliez',
          'ignora ',
          'olvida ',
          'ignorier',
          'vergiss',
          'missachte',
          'dimentica',
          'esqueça',
          'esqueca',
          'abaikan',
        ],
      ],
    },
    { literals: [['忘记', '忽略', '无视', '無視', '指示を', 'игнорируй']] },
  ],
  detect,
};
