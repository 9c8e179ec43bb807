import { isSecretName, mayAssignSecret } from '../secrets/assignment-glance.js';
import { judgeAssignment } from '../secrets/judge-assignment.js';
import { PROVIDER_WORDS } from '../secrets/provider-words.js';
import { isShownAsExample } from '../text/documents.js';
import { isPlaceholder } from '../text/entropy.js';
import { around, type Detector, EVERYWHERE, type Hit, type Subject, valueMatches } from './detector.js';
import { SECRET_FIX, SECRET_FRAMEWORKS } from './secret.js';
import { isStandIn } from './stand-in.js';

const KEYWORDS =
  'passw(?:or)?d|passphrase|passwd|pwd|secret|token|api[_-]?key|apikey|access[_-]?key|access[_-]?id|auth[_-]?key|private[_-]?key|credentials?|encryption[_-]?key|signing[_-]?key|(?<=[a-z])Key|(?<=[_-])key|(?<=_)auth|(?<=_)pass|(?<=_)KEY';
const BARE = '[A-Za-z0-9_+/=.~!@%^*:|$#?-]{8,300}';
const QUOTED = '[^\\s"\'`<>]{8,300}?';
const SEPARATOR = '(?:=>|:=|:{0,3}=|\\?=|\\.=|\\+=|=|:|,|>|\\|\\|:?)';
/** The bare value is taken whole: none of its characters may follow it, so that trying shorter ones would be for nothing. */
const ASSIGNMENT = new RegExp(
  `(?:${KEYWORDS})[\\w.-]{0,24}\\\\{0,3}["'\`]?\\]?\\s{0,3}(?:string\\s{0,3})?${SEPARATOR}\\s{0,8}(?:string\\s{0,3}=\\s{0,3})?(?:\\\\{0,3}["'\`]{1,2}(?:Bearer |Basic |Token )?(${QUOTED})\\\\{0,3}["'\`]|\\\\?(?:Bearer |Basic |Token )?(?=(${BARE}))\\2(?=["'\`\\s;,<&)\\]}]|\\\\|$))`,
  'gi',
);
const AUTHORIZATION = new RegExp(
  `(?:authorization|api-?(?:token|key))["']?\\s{0,3}[:=,]\\s{0,3}["']?(?:(?:Bearer|Basic|Token|ApiKey)\\s{1,3})?(${BARE})`,
  'gi',
);
/** A cheap look for the names; the patterns above are run on what stands around one. */
const NAMED = /passw|passphr|pwd|secret|token|key|credential|_auth|_pass|access[_-]id|authorization/gi;
const REACH = { before: 64, after: 420 };
const VALUE_UNITS_MAX = 300;
const HEADER_CONFIDENCE = 0.75;
const SECRET_KEY_NAME = /passw(?:or)?d|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credential/i;

function detect(subject: Subject): Hit[] {
  const { text, key, surface } = subject;
  const judge = (value: string, match: RegExpExecArray) => {
    const before = /[\w.-]{0,40}$/.exec(match.input.slice(Math.max(0, match.index - 40), match.index))?.[0] ?? '';
    const name = before + (/^[\w.-]*/.exec(match[0])?.[0] ?? '');
    const confidence = value.endsWith('...') ? 0 : judgeAssignment(name, value.replace(/[.,:;]+$/, ''));
    return confidence > 0 ? { confidence } : null;
  };
  const header = (value: string) => {
    const found = value.length >= 10 && !isPlaceholder(value) && isCredential(value);
    return found ? { confidence: HEADER_CONFIDENCE } : null;
  };
  const hits = around(NAMED, text, REACH, (part) => [
    ...valueMatches(ASSIGNMENT, part, judge),
    ...valueMatches(AUTHORIZATION, part, header),
  ]);
  if (hits.length > 0 || !SECRET_KEY_NAME.test(key)) {
    return hits.map((hit) => (isShownAsExample(text, hit.start) ? { ...hit, severity: 'low', reason: 'quoted' } : hit));
  }
  const whole = /^\S{8,300}$/.test(text) ? judgeAssignment(key, text) : 0;
  if (whole === 0) return [];
  // The tool has a parameter for it: that it is filled is worth knowing, and what it is for.
  return [{ start: 0, end: text.length, confidence: whole, ...(surface === 'argument' ? { severity: 'low' } : {}) }];
}

/** The value under a telling key is all there is, or a name and its value stand somewhere in the text. */
const glance = ({ text, key }: Subject): boolean =>
  (text.length <= VALUE_UNITS_MAX && isSecretName(key)) || mayAssignSecret(text);

/** Digits and letters mixed, or Base64 of a user and a password. */
function isCredential(value: string): boolean {
  const digits = value.replace(/\D/g, '').length;
  const pair = /^[\x20-\x7e]{1,60}:([\x20-\x7e]{0,80})$/.exec(Buffer.from(value, 'base64').toString('latin1'));
  if (pair !== null) return !isStandIn(pair[1] ?? '');
  return digits >= 2 && value.replace(/[^A-Za-z]/g, '').length >= 2 && !/^[A-Za-z_]+\(|^v\d/.test(value);
}

const PASSWORD_NAMES = ['password', 'passwd', 'passphrase', 'db_pass'];
const NAMES = [
  'token',
  'secret',
  'credential',
  'credentials',
  'api_key',
  'apikey',
  'api-key',
  'access_key',
  'accesskey',
  'access-key',
  'accessid',
  'access_id',
  'private_key',
  '_auth',
  'client_srt',
];
const AFTER = [':', '=', '"', '\\"', "'", ' =', '>', ' ?', ' .', ' :', ' string', '|', ' "', ' :='];
const settings = (names: readonly string[], after = AFTER) => names.flatMap((name) => after.map((mark) => name + mark));
/** Words of every day, and services whose tokens have a form of their own. */
const EVERYDAY = new Set(
  'github gitlab google openai anthropic docker expo branch checkout segment linear monday notion elastic vault consul slack stripe reddit facebook linear azure terraform shopify square travis postman cursor google cypress stability harness together prefect zoom'.split(
    ' ',
  ),
);
/** Shorter ones are parts of too many words. */
const SERVICES = PROVIDER_WORDS.filter((word) => word.length > 3 && !EVERYDAY.has(word));
const SERVICE_REACH = 24;

/** Unguessable value under a name that calls it a secret: formats nobody registered. Catalogue R6, C6. */
export const secretAssignment: Detector = {
  id: 'secret.assignment',
  category: 'secret',
  severity: 'medium',
  title: 'Value that looks like a secret under a name that says so',
  why: 'Nothing but its name tells what it opens, so it is reported and not taken for certain.',
  fix: SECRET_FIX,
  frameworks: SECRET_FRAMEWORKS,
  surfaces: EVERYWHERE,
  secret: true,
  local: true,
  gates: [
    { literals: [settings(PASSWORD_NAMES)] },
    { literals: [settings(NAMES)], shapes: ['token'] },
    { literals: [SERVICES, settings([...NAMES, 'key'])], near: SERVICE_REACH },
    {
      literals: [
        settings(
          ['key'],
          AFTER.filter((after) => after !== ' ?' && after !== ' .'),
        ),
      ],
      shapes: ['token'],
    },
    {
      literals: [
        [
          'authorization: ',
          'authorization":"',
          'authorization": "',
          "authorization': '",
          "authorization','",
          'authorization=',
          'x-api-key',
          '"api-key: ',
          "'api-key: ",
          '"api-token: ',
          "'api-token: ",
        ],
      ],
    },
  ],
  glance,
  detect,
};
