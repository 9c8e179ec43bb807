import { isCited, isSecurityProse } from '../text/prose.js';
import { type Detector, type Hit, INBOUND, matches, type Subject } from './detector.js';
import { INDIRECT_INJECTION } from './frameworks.js';
import { wordList } from './request-words.js';

/** How a language sets aside what was said, and what it calls that: stems, in either order. */
interface Dropping {
  readonly drop: string;
  readonly told: string;
}

const TONGUES: readonly Dropping[] = [
  // Vietnamese
  { drop: 'bỏ qua|quên|phớt lờ', told: 'hướng dẫn|chỉ dẫn|chỉ thị|mệnh lệnh|quy tắc|trước đó|trước đây|ở trên' },
  // Thai, with its two spellings of am
  {
    drop: 'ลืม|เพิกเฉย|ละเว้น|อย่าไปสนใจ|อย่าสนใจ|ไม่ต้องสนใจ',
    told: 'ค(?:ำ|ํา)สั่ง|ค(?:ำ|ํา)แนะน(?:ำ|ํา)|กฎ|ก่อนหน้า|ข้างต้น|เรื่องนั้น|ที่บอก',
  },
  // Bengali
  { drop: 'উপেক্ষা|ভুলে যা|অগ্রাহ্য', told: 'নির্দেশ|আগের|পূর্ববর্তী|উপরের|বলা হয়েছে|নিয়ম' },
  // Tagalog
  { drop: 'kalimutan|huwag pansinin|balewalain', told: 'tagubilin|utos|patakaran|nauna|nakaraan|itaas' },
  // Ukrainian
  { drop: '(?:про)?ігноруй\\S{0,3}|забудь\\S{0,2}|не зважай', told: 'інструкц|вказівк|правил|попередн|команд' },
  // Polish
  { drop: 'zignoruj|ignoruj|zapomnij|pomiń', told: 'instrukcj|polece[nń]|zasad|poprzedni|wcześniejsz|powyższ' },
  // Dutch
  { drop: 'negeer|vergeet', told: 'instructies|opdracht|regels|vorige|eerdere|bovenstaande' },
  // Swedish, Norwegian, Danish
  { drop: 'ignorera|glöm|ignorer|glem', told: 'instruktion|instruks|regler|tidigare|tidligere|föregående|ovenstående' },
  // Czech, Slovak
  { drop: 'ignorujte?|zapomeňt?e?|zabudnit?e?', told: 'instrukc|pokyn|pravid|předchoz|predchádz|výše' },
  // Romanian
  { drop: 'ignor[aă]|uit[aă]', told: 'instrucțiun|instructiun|regul|anterioar|precedent' },
  // Greek
  { drop: 'αγν[οό]ησ\\S{1,4}|αγνοήστε|ξέχασε|ξεχάστε', told: 'οδηγί|εντολ|κανόν|προηγούμεν|παραπάνω' },
  // Persian and Urdu
  { drop: 'نادیده بگیر|فراموش کن|نظر ?انداز|بھول جا', told: 'دستور|قوانین|قبلی|بالا|ہدایات|احکام|پچھل' },
  // Hebrew
  { drop: '(?:[התל]ה?)?תעל(?:ם|מ[יו])|שכחי?', told: 'הוראות|הנחיות|כללים|הקודמ' },
  // Swahili
  { drop: 'puuza|sahau', told: 'maagizo|maelekezo|sheria|yaliyotangulia' },
  // Korean, Japanese: what the user asked or what holds a model back, besides what was told before
  { drop: '무시하', told: '요청|위의|앞서|제한' },
  { drop: '無視(?:して|し)', told: '制限|依頼|質問' },
];
const GAP = '[^.!?।。\\n]{0,50}?';
const DROPS: readonly RegExp[] = TONGUES.flatMap(({ drop, told }) => [
  new RegExp(`(?<!\\p{L})(?:${drop})${GAP}(?:${told})`, 'giu'),
  new RegExp(`(?:${told})${GAP}(?:${drop})`, 'giu'),
]);
/** No refusal is to be had. */
const NO_REFUSAL =
  /不(?:要|得|许|准|能)拒绝|不(?:要|得)拒絕|拒否し(?:ないで|てはいけ)|断らないで|거부하지 ?(?:마|말)|(?<!\p{L})(?:no te niegues|no puedes negarte|ne refuse(?:z)? (?:pas|jamais)|weigere dich nicht|du darfst dich nicht weigern|non rifiutar(?:e|ti)|não (?:recuse|se recuse)|не отказывай(?:ся|тесь))(?!\p{L})/giu;
/** A permission nobody can check, and the wish to act on it unasked. */
const APPROVED =
  /(?:aprobad[ao]|autorizad[ao]|approuvée?s?|autorisée?s?|genehmigt|freigegeben|approvat[ao]|aprovad[ao])[^.\n]{0,60}(?:sin (?:más |ninguna )?(?:confirmaci|preguntar|aprobaci)|sans (?:autre )?(?:confirmation|demander)|ohne (?:weitere )?(?:bestätigung|rückfrage|nachfrage)|senza (?:ulteriore )?(?:conferma|chiedere)|sem (?:mais )?(?:confirma|perguntar))/giu;

function detect({ text, view, stretches }: Subject): Hit[] {
  const places = stretches ?? [{ start: 0, end: text.length }];
  const hits = places.flatMap(({ start, end }) => {
    const part = text.slice(start, end);
    return [...DROPS, NO_REFUSAL, APPROVED].flatMap((pattern) =>
      matches(pattern, part, () => ({ confidence: pattern === APPROVED || pattern === NO_REFUSAL ? 0.6 : 0.65 })).map(
        (hit) => ({
          ...hit,
          start: start + hit.start,
          end: start + hit.end,
        }),
      ),
    );
  });
  return hits.map((hit) =>
    view === 'raw' && (isCited(text, hit.start) || isSecurityProse(text, hit.start))
      ? { ...hit, confidence: 0.3, severity: 'low' as const }
      : hit,
  );
}

/** "Forget what you were told" in languages that the classifier saw little of. Catalogue C14. */
export const injectionOtherTongue: Detector = {
  id: 'injection.other-tongue',
  category: 'prompt_injection',
  severity: 'medium',
  title: 'The text tells its reader to drop what it was told, in a less common language',
  why: 'Models read some hundred languages; filters that know a dozen let the rest through.',
  fix: 'Redact the passage or deliver the result fenced.',
  frameworks: INDIRECT_INJECTION,
  surfaces: INBOUND,
  gates: [
    {
      literals: [
        wordList(
          `bỏ qua|phớt lờ|quên những|quên mọi|quên tất cả|quên hết|ลืมเรื|ลืมคำ|ลืมคํ|เพิกเฉย|ละเว้น|อย่าไปสน|อย่าสนใจ|ไม่ต้องสน|উপেক্ষা|ভুলে যা|kalimutan|huwag pans|ігноруй|забудь|zignoruj|zapomnij|pomiń |negeer |vergeet |ignorera |glöm |ignorujt|zapomeň|αγνο|αγνό|ξέχασε|نادیده ب|فراموش ک|نظر انداز|תעלם|תעלמ|puuza |sahau |무시하|制限を無視|不要拒绝|不得拒绝|不要拒絕|拒否しない|断らないで|거부하지|no te niegues|negarte|ne refuse|weigern|weigere dich|rifiutar|recuse|не отказыв
          |aprobad|autorizad|approuvé|genehmig|freigege|approvat|aprovad`,
        ),
      ],
    },
  ],
  detect,
};
