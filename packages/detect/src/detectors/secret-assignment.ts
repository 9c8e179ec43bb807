import { entropy, isPlaceholder } from '../text/entropy.js';
import { type Detector, EVERYWHERE, type Hit, type Subject, valueMatches } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

const KEYWORDS =
  'passw(?:or)?d|passwd|secret|token|api[_-]?key|apikey|access[_-]?key|auth[_-]?key|private[_-]?key|client[_-]?secret|credentials?|encryption[_-]?key|signing[_-]?key|(?<=[a-z])Key|(?<=[_-])key';
const VALUE = '[A-Za-z0-9_+/=.~!@%^*:-]{16,200}';
const ASSIGNMENT = new RegExp(
  `(?:${KEYWORDS})[\\w.-]{0,24}["'\`]?\\]?\\s{0,3}(?:string\\s{0,3})?(?:=>|:=|\\?=|\\.=|\\+=|=|:|,|>|\\|\\|:?)\\s{0,8}(?:string\\s{0,3}=\\s{0,3})?["'\`]{0,2}(?:Bearer |Basic |Token )?(${VALUE})(?=["'\`\\s;,<&)\\]}|\\\\]|$)`,
  'gi',
);
const AUTHORIZATION = new RegExp(
  `authorization["']?\\s{0,3}[:=]\\s{0,3}["']?(?:Bearer|Basic|Token|ApiKey)\\s{1,3}(${VALUE})`,
  'gi',
);
const SECRET_KEY_NAME = /passw(?:or)?d|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credential/i;
const NOT_A_SECRET =
  /(?:token|key|secret)s?[_-]?(?:id|name|type|count|url|uri|path|file|arn|ref|version|expir\w*|limit|length|usage|endpoint|method|public|hash|digest|fingerprint)$|public|csrf|xsrf|nonce|^max|credentials?id|tokenizer|next.?page.?token|page.?token|cursor/i;
const REFERENCE =
  /^(?:arn:|https?:|\/|\.{1,2}\/|[a-z]+:\/\/|sha(?:1|256|512)[-:]|vault:|op:\/\/|projects\/|@)|\(|\.(?:ts|js|py|json|ya?ml|go|md|pem|crt|env)$/i;

/** How much a value looks made by a machine to be unguessable. 0 when it reads like a name. */
function secrecy(value: string): number {
  if (isPlaceholder(value) || REFERENCE.test(value)) return 0;
  const digits = value.replace(/\D/g, '').length;
  const letters = value.replace(/[^A-Za-z]/g, '').length;
  if (digits < 2 || letters < 2 || digits + letters < value.length * 0.75) return 0;
  if (/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(value)) return 0.55;
  const wordLike = /^(?:[A-Za-z]{3,}[_.:/-]){2,}|[a-z]{9,}/.test(value) || /^[A-Z][A-Z0-9_]+$/.test(value);
  const bits = entropy(value);
  if (bits < 3 || (wordLike && bits < 4.2)) return 0;
  return value.length >= 20 ? 0.75 : 0.6;
}

function detect({ text, key, surface }: Subject): Hit[] {
  const judge = (value: string, match: RegExpExecArray) => {
    const before = /[\w.-]{0,40}$/.exec(text.slice(Math.max(0, match.index - 40), match.index))?.[0] ?? '';
    const name = before + (/^[\w.-]*/.exec(match[0])?.[0] ?? '');
    const confidence = NOT_A_SECRET.test(name) ? 0 : secrecy(value);
    return confidence > 0 ? { confidence } : null;
  };
  const hits = [...valueMatches(ASSIGNMENT, text, judge), ...valueMatches(AUTHORIZATION, text, judge)];
  if (hits.length > 0 || !SECRET_KEY_NAME.test(key) || NOT_A_SECRET.test(key)) return hits;
  const whole = /^\S{16,200}$/.test(text) ? secrecy(text) : 0;
  if (whole === 0) return [];
  // The tool has a parameter for it: that it is filled is worth knowing, and what it is for.
  return [{ start: 0, end: text.length, confidence: whole, ...(surface === 'argument' ? { severity: 'low' } : {}) }];
}

/** Unguessable value under a name that calls it a secret: formats nobody registered. Catalogue R6, C6. */
export const secretAssignment: Detector = {
  id: 'secret.assignment',
  category: 'secret',
  severity: 'medium',
  title: 'Value that looks like a secret under a name that says so',
  frameworks: [FRAMEWORKS.llmDisclosure, FRAMEWORKS.mcpSecretExposure],
  surfaces: EVERYWHERE,
  secret: true,
  gates: [
    {
      literals: [
        [
          'token:',
          'token=',
          'token"',
          "token'",
          'token =',
          'token`',
          'token>',
          'token ?',
          'token .',
          'token :',
          'token string',
          'token|',
          'secret:',
          'secret=',
          'secret"',
          "secret'",
          'secret =',
          'secret`',
          'secret>',
          'secret ?',
          'secret .',
          'secret :',
          'secret string',
          'secret|',
          'password:',
          'password=',
          'password"',
          "password'",
          'password =',
          'password`',
          'password>',
          'password ?',
          'password .',
          'password :',
          'password string',
          'password|',
          'passwd:',
          'passwd=',
          'passwd"',
          "passwd'",
          'passwd =',
          'passwd`',
          'passwd>',
          'passwd ?',
          'passwd .',
          'passwd :',
          'passwd string',
          'passwd|',
          'credential:',
          'credential=',
          'credential"',
          "credential'",
          'credential =',
          'credential`',
          'credential>',
          'credential ?',
          'credential .',
          'credential :',
          'credential string',
          'credential|',
          'credentials:',
          'credentials=',
          'credentials"',
          "credentials'",
          'credentials =',
          'credentials`',
          'credentials>',
          'credentials ?',
          'credentials .',
          'credentials :',
          'credentials string',
          'credentials|',
          'key:',
          'key=',
          'key"',
          "key'",
          'key =',
          'key`',
          'key>',
          'key ?',
          'key .',
          'key :',
          'key string',
          'key|',
          'authorization: b',
          'authorization":"b',
          'authorization": "b',
          "authorization': 'b",
          "authorization','b",
          'authorization=',
          'authorization: t',
          'authorization: a',
          'x-api-key',
        ],
      ],
      shapes: ['token'],
    },
  ],
  detect,
};
