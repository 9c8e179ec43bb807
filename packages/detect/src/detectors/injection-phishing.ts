import { isCited, isSecurityProse } from '../text/prose.js';
import { type Sign, sign, weighSigns } from '../text/signs.js';
import { type Detector, type Hit, type Subject } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';
import { wordList } from './request-words.js';

/** What a lure is made of: a threat, haste, an act that gives something away, a way to do it. */
const SIGNS: readonly Sign[] = [
  sign(
    3,
    '\\b(?:account|access|mailbox|profile|card|wallet|service)\\b[^.!?\\n]{0,40}\\b(?:suspended|locked|blocked|disabled|limited|deactivated|restricted|compromised|terminated|lock(?:s|ed)? (?:you|them|things) (?:out|down))|(?:lock|shut) (?:things|you|them|accounts?) (?:down|out)|unauthorized (?:login|access|transaction)|(?:аккаунт|учетн\\S{1,3} запис)[^.!?\\n]{0,30}(?:заблок|приостанов|отключ)|cuenta[^.!?\\n]{0,30}(?:suspendida|bloqueada)|compte[^.!?\\n]{0,30}(?:suspendu|bloqu)|konto[^.!?\\n]{0,30}(?:gesperrt|eingeschränkt)|(?:账户|账号|帳戶)[^。\\n]{0,12}(?:冻结|停用|锁定|封禁)',
  ),
  sign(
    3,
    '\\b(?:verify|confirm|re-?enter|update|validate|provide|submit|enter|rotat\\w{1,4})\\b[^.!?\\n]{0,40}\\b(?:your|their) (?:\\w{1,12} ){0,2}?(?:identity|account|password|credentials?|log-?in|details|information|api keys?|payment|card|keys?|mfa|2fa)|подтверд\\S{1,4}[^.!?\\n]{0,30}(?:данны|парол|личност)|(?:verifi(?:que|ca)|confirm(?:e|a))[^.!?\\n]{0,30}(?:identidad|datos|contraseña|cuenta)|(?:vérifiez|confirmez)[^.!?\\n]{0,30}(?:identité|compte|identifiants)|(?:bestätigen|verifizieren) sie[^.!?\\n]{0,30}(?:konto|daten|identität|passwort)|(?:验证|确认)[^。\\n]{0,12}(?:身份|账户|密码|信息)',
  ),
  sign(
    2,
    '\\b(?:click|tap|follow|visit|go to|pop over to|log ?in (?:at|to|via)|open)\\b[^.!?\\n]{0,40}\\b(?:link|here|button|portal|page|below)\\b|https?:\\/\\/|\\b\\w[\\w-]{1,40}\\.(?:internal\\.)?(?:co|com|net|io|info|org|xyz|site)\\b|по (?:этой )?ссылке|(?:este|el) enlace|ce lien|diesen link|(?:点击|點擊)',
  ),
  sign(
    2,
    '\\b(?:immediate(?:ly)?|urgent(?:ly)?|within \\d{1,2} (?:hours?|minutes|days)|right away|as soon as possible|do it soon|soon before|before (?:they|we|your|it)|final (?:notice|warning)|action required|alert|expires? (?:today|soon))\\b|немедленн|срочно|inmediat|urgente|imm[ée]diat|sofort|dringend|立即|紧急',
  ),
  sign(
    2,
    '\\b(?:info-?sec|security team|it (?:department|team|support)|help ?desk|admin(?:istrator)?s?|support team|billing)\\b[^.!?\\n]{0,40}\\b(?:ask(?:s|ing|ed)?|requires?|wants?|needs?|request\\w{0,3})\\b',
  ),
  sign(
    -4,
    '\\b(?:you requested|if you did not request|if this was(?:n.t| not) you|unsubscribe|awareness|training|simulat\\w{1,5}|reported|phishing|scams?|example|order (?:no|number|#))\\b',
  ),
];
const WEIGHT_MIN = 7;
const UNITS_MAX = 900;

function detect({ text, view }: Subject): Hit[] {
  const { start, end, weight } = weighSigns(text, SIGNS);
  if (weight < WEIGHT_MIN) return [];
  const spoken = view === 'raw' && (isCited(text, start) || isSecurityProse(text, start));
  return [
    spoken ? { start, end, confidence: 0.3, severity: 'low', reason: 'quoted' } : { start, end, confidence: 0.6 },
  ];
}

/** A lure: something is lost unless somebody proves who they are, at once, over there. Catalogue R10, R11. */
export const injectionPhishing: Detector = {
  id: 'injection.phishing',
  category: 'prompt_injection',
  severity: 'medium',
  title: 'The text threatens a loss and asks for credentials at an address of its own',
  why: 'Told by an assistant, a lure has the weight of the assistant; the user signs in where a stranger reads along.',
  fix: 'Keep the text from the model, and tell the user to go to the service by its known address.',
  frameworks: [
    FRAMEWORKS.llmPromptInjection,
    FRAMEWORKS.agenticGoalHijack,
    FRAMEWORKS.agenticIdentityAbuse,
    FRAMEWORKS.atlasIndirectInjection,
  ],
  surfaces: ['result', 'server_message'],
  whole: true,
  unitsMax: UNITS_MAX,
  gates: [
    {
      literals: [
        wordList(
          `suspended|has been locked|will be locked|been blocked|will be blocked|been disabled|been limited|deactivated|lock things down|lock you out|unauthorized login|unauthorized access|restore access|заблокирован|приостановлен|suspendida|bloqueada|suspendu|gesperrt|冻结|停用|锁定|compromised`,
        ),
        wordList(
          `verify|confirm|click|re-enter|reenter|your login|credentials|your identity|your password|portal|подтверд|ссылк|enlace|vérifi|confirmez|bestätig|验证|确认|点击|link`,
        ),
      ],
      near: 300,
    },
  ],
  detect,
};
