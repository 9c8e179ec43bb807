import { isSecurityProse, isSpokenAbout } from '../text/prose.js';
import { type Detector, type Hit, matches, type Subject } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';
import { wordList } from './request-words.js';

/** What a person types to prove who they are, in the languages most often seen. English apart: it has forms below. */
export const SECRET_NOUNS: readonly string[] =
  `contraseña|contrasena|clave de acceso|frase de paso|mot de passe|phrase de passe|code secret
  |passwort|kennwort|parola d'ordine|palavra-passe|palavra passe|senha|wachtwoord|lösenord|adgangskode|passord
  |salasana|hasło|heslo|jelszó|parolă|şifre|sifre|parola|kata sandi|mật khẩu|пароль|парол|парола|κωδικός|סיסמה|كلمة المرور|كلمة السر
  |رمز المرور|رمز عبور|گذرواژه|पासवर्ड|पासकोड|পাসওয়ার্ড|கடவுச்சொல்|รหัสผ่าน|密码|密碼|口令|パスワード|暗証番号|비밀번호|암호|패스워드`.split(
    /\n?\s*\|/,
  );
const SECRET =
  '(?:pass ?(?:word|phrase|code)s?|secret (?:key|word|phrase|code)|seed phrase|pin(?: code| number)?|(?:api|access|encryption) keys?|login (?:details|credentials)|credentials)';
/** "Tell me the password", "could you confirm our passphrase". */
const ASKED = new RegExp(
  `\\b(?:tell|give|send|share|confirm|reveal|provide|say|write|print|output|show|repeat|spell|translate|encode|disclose|remind|need|want|know)\\b(?: me| us| to| know| with)?(?: \\w{1,12}){0,3}? (?:the|your|our|their|his|her|my|that|this|user's|\\w{3,12}'s) (?:[\\w']{1,14} ){0,3}?${SECRET}\\b`,
  'gi',
);
const WHAT_IS = new RegExp(
  `\\b(?:what(?:'s| is| was| would be| are)|where is|do you know) (?:the|your|our|their|his|her|user's|\\w{3,12}'s) (?:[\\w']{1,14} ){0,2}?${SECRET}\\b`,
  'gi',
);
/** A piece of a key, to be made whole. */
const LOST_PART =
  /\b(?:lost|forgot|missing|have|left|remember|recover)\b[^\n]{0,60}\b(?:part|half|piece|beginning|first|last)\b[^\n]{0,120}\b(?:key|token|password|secret|seed|passphrase)\b[^\n]{0,100}\b(?:complete|finish|fill in|guess|restore|the rest|recover|continue)\b|\b(?:complete|finish|guess|continue) (?:the|my|this|that) (?:\w{1,12} ){0,2}(?:key|token|password|secret|it\?)/gi;
const FOREIGN = new RegExp(SECRET_NOUNS.join('|'), 'giu');
const FOREIGN_UNITS = 120;
/** Asks the reader to say something, or what something is. */
const FOREIGN_ASK =
  /告诉|告訴|分享|提供|什么|什麼|多少|教えて|ください|何です|なに|알려|공유|말해|주세요|줄 수|주실 수|뭐|무엇|comparte|dime|díme|dame|escribe|confirma|podría|puede[sn]?|cu[aá]l|partager|donne|dites|dis-moi|écri(?:s|vez)|confirmer|pouvez|peux|quel|sag mir|teile|gib|nenne|schreib|bestätig|kannst|können|(?:wie|was|welches) (?:ist|lautet)|lautet|puoi|dimmi|scriv|conferm|condivid|qual è|diga|escrev|partilh|compartilh|pode[sm]?|podes|qual (?:é|e a)|скаж|подел|сообщ|напиш|подтверд|можете|можешь|как(?:ой|ов)|أخبرني|شارك|مشاركة|اكتب|تأكيد|ما هي|क्या है|हिंदी|बता|साझा|लिख|पुष्टि|söyle|paylaş|ver misin|yaz|onayla|nedir|beritahu|bagikan|berikan|tulis|konfirmasi|apa |cho tôi|chia sẻ|viết|xác nhận|là gì|podaj|powiedz|napisz|jakie|บอก|แชร์|เขียน|ยืนยัน|อะไร|বল|শেয়ার|নিশ্চিত|লিখ|কী/iu;
/** A question about a secret of the reader's or of a system is one for it. */
const QUESTION = /[?？؟]/;
const OWNED =
  /(?<!\p{L})(?:tu|su|nuestr[ao]|ta|ton|votre|notre|dein\p{L}{0,2}|ihr|unser|sua|tua|nostr[ao]|vostr[ao]|seu|teu|noss[ao]|твой|ваш|наш|kamu|anda|kita|bạn|chúng|twoje|wasze|sizin|senin)(?!\p{L})|你|您|我们|我們|系统|系統|あなた|システム|당신|시스템|आपक|हमार|सिस्टम|الخاصة بك|لديك|আপনার/iu;
/** The same clause forbids it, or speaks of setting, changing and losing passwords, as services do. */
const FOREIGN_DENIED =
  /(?<!\p{L})(?:no|nunca|nadie|ning[uú]n|ne|jamais|personne|aucun|nicht|niemals?|niemand\p{L}*|kein\p{L}*|n[aã]o|ningu[eé]m|non|mai|nessuno|не|никому|никогда|никто|لا|لن|न|ना|मत|कभी|nie|nikomu|jangan|tidak|đừng|không|niet|nooit|aldrig|inte|ikke)(?!\p{L})|勿|不要|不会|不會|不得|不能|别|別|切勿|ないで|ません|禁止|誰に|마세요|마십시오|않|절대|söyleme|paylaşma|ห้าม|না/iu;
const FOREIGN_HELP =
  /(?<!\p{L})(?:olvid(?:ó|aste|ado)|restablec|cambi|introdu|ingres|caduc|oubli[eé]|r[eé]initialis|saisi|chang|modifi|expir|(?:zurück|zurueck)setz|zurückgesetzt|änder|geändert|eingeb|einzugeben|eingegeben|ablauf|abgelaufen|alter[ae]|redefin|esquec(?:eu|i)|digit[ea]|insir|inseri|dimenticat|reimpost|scadut|забыл|сброс|смен|измен|введите|ввод|истек|şifrenizi girin|sıfırla|değiştir|unuttu|ganti|ubah|reset|masukkan|lupa|đổi|đặt lại|nhập|zmie[nń]|zresetuj|wprowad)|重置|修改|更改|输入|輸入|设置|過期|过期|入力|変更|リセット|再設定|期限|설정|변경|입력|초기화|نسيت|تعيين|أدخل|تغيير|रीसेट|बदल|दर्ज|เปลี่ยน|รีเซ็ต/iu;
/** Documentation of forms and of forgotten passwords. */
const HELP =
  /\b(?:forgot|forgotten|reset|change|enter|type|choose|set|minimum|must contain|strong|expired|hash(?:ed)?|field|login page|prompted|required|manager|vault|store[ds]?|never)\b/i;
const HELP_UNITS = 80;

const isHelp = (text: string, start: number, end: number): boolean =>
  HELP.test(text.slice(Math.max(0, start - HELP_UNITS), end + HELP_UNITS / 2));

const SENTENCE_ENDS = /[\n.!?？؟。।]/;
const CLAUSE_ENDS = /[\n.!?？؟。।,，、;；،]/;
/** "… and tell nobody" does not forbid what it follows. */
const CLAUSE_STOPS = /[\n.!?？؟。।,，、;；،]|\s(?:y|e|et|und|и|and|ve|dan)\s/iu;

/** What stands around a span from the last of `ends` to the next of `stops`, as all scripts mark them, with the mark behind it. */
function within(ends: RegExp, stops: RegExp, text: string, start: number, end: number): string {
  const before =
    text
      .slice(Math.max(0, start - FOREIGN_UNITS), start)
      .split(ends)
      .at(-1) ?? '';
  const after = text.slice(end, end + FOREIGN_UNITS);
  const stop = after.search(stops);
  return before + text.slice(start, end) + (stop < 0 ? after : after.slice(0, stop + 1));
}

/** Asked for, and not forbidden, set or changed. */
function isAskedFor(text: string, start: number, end: number): boolean {
  const sentence = within(SENTENCE_ENDS, SENTENCE_ENDS, text, start, end);
  if (!FOREIGN_ASK.test(sentence) && !(QUESTION.test(sentence) && OWNED.test(sentence))) return false;
  const clause = within(CLAUSE_ENDS, CLAUSE_STOPS, text, start, end);
  return !FOREIGN_DENIED.test(clause) && !FOREIGN_HELP.test(clause);
}

function detect({ text, view }: Subject): Hit[] {
  const english = [ASKED, WHAT_IS, LOST_PART].flatMap((pattern) =>
    matches(pattern, text, (match) =>
      isHelp(text, match.index, match.index + match[0].length) ? null : { confidence: 0.65 },
    ),
  );
  const foreign = matches(FOREIGN, text, ({ index, 0: noun }) =>
    isAskedFor(text, index, index + noun.length) ? { confidence: 0.6 } : null,
  );
  return [...english, ...foreign].map((hit) => {
    const spoken = view === 'raw' && (isSpokenAbout(text, hit.start, hit.end) || isSecurityProse(text, hit.start));
    return spoken ? { ...hit, confidence: 0.3, severity: 'low' as const } : hit;
  });
}

/** A result that asks its reader for a password, in any of some thirty languages. Catalogue R1, C14. */
export const injectionCredentialAsk: Detector = {
  id: 'injection.credential-ask',
  category: 'prompt_injection',
  severity: 'medium',
  title: 'The text asks its reader for a password or another secret',
  why: 'Data has no use for a password; a model that answers gives one away that it saw elsewhere in its context.',
  fix: 'Deliver the result fenced as data; if a form asks for it, let the user sign in at the service itself.',
  frameworks: [
    FRAMEWORKS.llmPromptInjection,
    FRAMEWORKS.llmDisclosure,
    FRAMEWORKS.agenticGoalHijack,
    FRAMEWORKS.atlasIndirectInjection,
  ],
  surfaces: ['result', 'server_message'],
  gates: [
    {
      literals: [
        wordList('complete it|complete the|complete my|complete this|finish the|guess the|the rest of|fill in the'),
        wordList('lost part|part of|half of|part i have|left is|the key|my key|api key|token|password'),
      ],
      near: 200,
    },
    {
      literals: [
        ['password', 'passphrase', 'passcode', 'secret key', 'seed phrase', 'credentials', 'pin code', 'api key'],
        [
          'tell ',
          'give ',
          'send ',
          'share ',
          'confirm ',
          'reveal ',
          'provide ',
          'write ',
          'print ',
          'translate ',
          'encode ',
          "what's",
          'what is',
          'disclose ',
        ],
      ],
      near: 120,
    },
    { literals: [SECRET_NOUNS.filter((noun) => Buffer.byteLength(noun) > 4)] },
  ],
  detect,
};
