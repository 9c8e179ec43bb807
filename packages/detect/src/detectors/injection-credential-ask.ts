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
/** Letters that end a question or ask for something, whatever the language. */
const FOREIGN = new RegExp(SECRET_NOUNS.join('|'), 'giu');
const FOREIGN_UNITS = 120;
const FOREIGN_ASK =
  /[?？؟]|吗|嗎|告诉|告訴|分享|提供|教えて|ください|알려|공유|말해|주세요|줄 수|comparte|dime|díme|dame|escribe|confirma|podría|puede[sn]?|partager|donne|dites|dis-moi|écri(?:s|vez)|confirmer|pouvez|peux|sag mir|teile|gib|nenne|schreib|bestätig|kannst|können|puoi|dimmi|scriv|conferm|condivid|diga|escrev|partilh|compartilh|pode[sm]?|podes|скаж|подел|сообщ|напиш|подтверд|можете|можешь|أخبرني|شارك|اكتب|تأكيد|हिंदी|बता|साझा|लिख|पुष्टि|söyle|paylaş|ver misin|yaz|onayla|beritahu|bagikan|berikan|tulis|konfirmasi|cho tôi|chia sẻ|viết|xác nhận|podaj|powiedz|napisz|บอก|แชร์|เขียน|ยืนยัน|বল|শেয়ার|নিশ্চিত|লিখ/iu;
/** Documentation of forms and of forgotten passwords. */
const HELP =
  /\b(?:forgot|forgotten|reset|change|enter|type|choose|set|minimum|must contain|strong|expired|hash(?:ed)?|field|login page|prompted|required|manager|vault|store[ds]?|never)\b/i;
const HELP_UNITS = 80;

const isHelp = (text: string, start: number, end: number): boolean =>
  HELP.test(text.slice(Math.max(0, start - HELP_UNITS), end + HELP_UNITS / 2));

/** What stands around a word up to the ends of its sentence, as all scripts mark them. */
function sentenceAround(text: string, at: number): string {
  const before =
    text
      .slice(Math.max(0, at - FOREIGN_UNITS), at)
      .split(/[\n.!。।]/)
      .at(-1) ?? '';
  const [after = ''] = text.slice(at, at + FOREIGN_UNITS).split(/[\n.!。।]/);
  return before + after;
}

function detect({ text, view }: Subject): Hit[] {
  const english = [ASKED, WHAT_IS, LOST_PART].flatMap((pattern) =>
    matches(pattern, text, (match) =>
      isHelp(text, match.index, match.index + match[0].length) ? null : { confidence: 0.65 },
    ),
  );
  const foreign = matches(FOREIGN, text, ({ index }) =>
    FOREIGN_ASK.test(sentenceAround(text, index)) ? { confidence: 0.6 } : null,
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
      near: 160,
    },
    { literals: [SECRET_NOUNS.filter((noun) => Buffer.byteLength(noun) > 4)] },
  ],
  detect,
};
