import { entropy } from '../text/entropy.js';
import { type Detector, type Hit, INBOUND, matches, type Subject } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

/** What a client loads when it shows the text: images, styles, frames. */
const LOADED: readonly RegExp[] = [
  /!\[[^\]\n]{0,300}\]\(\s{0,4}<?(https?:\/\/[^\s)>"']{4,2000})/gi,
  /<(?:img|iframe|video|audio|source|embed|input|link|image)\b[^>\n]{0,300}?\b(?:src|href|srcset|poster|data)\s{0,4}=\s{0,4}["']?(https?:\/\/[^\s"'>]{4,2000})/gi,
  /\burl\(\s{0,4}["']?(https?:\/\/[^\s"')]{4,2000})/gi,
];
/** What a person may follow, or a reference an image is drawn from. */
const LINKED: readonly RegExp[] = [
  /(?<!!)\[[^\]\n]{0,300}\]\(\s{0,4}<?(https?:\/\/[^\s)>"']{4,2000})/gi,
  /^\s{0,3}\[[^\]\n]{1,100}\]:\s{1,4}<?(https?:\/\/[^\s>]{4,2000})/gim,
];

/** A hole for data to be put in. */
const HOLE =
  /\{\{?[\w .$-]{0,40}\}?\}|%7b[\w%]{0,40}%7d|<[\w -]{2,40}>|\$\{?[A-Za-z_]\w{1,40}|\[[A-Za-z_][\w -]{2,40}\]|\b(?:INSERT|REPLACE|YOUR|PUT|ADD|ALL|FULL|SYSTEM|USER|SESSION|ENCODED|BASE64)_[A-Z_]{3,60}\b|\b[A-Z]{3,20}_(?:HERE|DATA|PROMPT|CONTEXT|TOKEN|SECRET|HISTORY|CONTENT|KEYS?)\b/;
/** Names of parameters that carry what was collected. */
const CARRIER =
  /[?&#;](?:d|q|data|leak|exfil|dump|payload|content|context|conv(?:ersation)?|history|prompt|secret|creds?|credentials?|password|pass|key|api_?key|session|cookie|info|body|msg|message|text|stolen|loot|c|p|s|x)=([^&#\s]{0,2000})/i;
/** Signed links and badges carry long values because they have to. */
const SIGNED =
  /[?&](?:x-amz-|x-goog-|signature=|sig=|se=|hmac=|expires=|policy=|key-pair-id=|token=[\w-]{20,}&|oauth|client_id=|state=|code_challenge=|ixid=|ixlib=|auth=)|\/\/(?:img\.shields\.io|badge\.fury\.io|badgen\.net|codecov\.io|github\.com|raw\.githubusercontent\.com|[\w.-]{1,60}\.(?:cloudfront\.net|amazonaws\.com|googleusercontent\.com|akamaized\.net|blob\.core\.windows\.net))\//i;
const VALUE_UNITS_MIN = 24;
const ENTROPY_MIN = 3.6;
/** A label of a host name that is data and no name. */
const HOST_DATA = /^https?:\/\/(?:[\w-]{1,63}\.){0,6}?([a-z0-9]{32,63}|(?:[a-z0-9-]{20,63}\.){2,})[\w.-]{0,120}/i;

const isDense = (value: string): boolean =>
  value.length >= VALUE_UNITS_MIN && /[A-Za-z]/.test(value) && /\d|%/.test(value) && entropy(value) >= ENTROPY_MIN;

function judge(url: string, loaded: boolean): { confidence: number; severity?: 'high' | 'medium' } | null {
  if (HOLE.test(url.replace(/^https?:\/\/[^/?#]{0,255}/, '')))
    return loaded ? { confidence: 0.85, severity: 'high' } : { confidence: 0.6 };
  if (SIGNED.test(url)) return null;
  const value = CARRIER.exec(url)?.[1];
  if (value !== undefined && (value === '' || isDense(value))) return { confidence: loaded ? 0.7 : 0.4 };
  if (loaded && HOST_DATA.test(url) && !/\.(?:svg|png|jpe?g|gif|webp|ico|css|js)(?:$|\?)/i.test(url))
    return { confidence: 0.5 };
  return null;
}

/** What no address has that has neither a hole nor a parameter. */
const ROOM = /[{$[<?&#;]|%7b|[A-Z]{3}_/;
/** Where a host has a label that may be data. */
const LABELS_UNITS_MIN = 20;
const ADDRESS_UNITS_MAX = 2300;

/** An address with room, or with a long label in its host. Cheap to ask before the rest. */
function glance({ text }: Subject): boolean {
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    let end = at + 3;
    let label = end;
    let inHost = true;
    const limit = Math.min(text.length, end + ADDRESS_UNITS_MAX);
    for (; end < limit && text.charCodeAt(end) > 32 && !'>)"\''.includes(text.charAt(end)); end++) {
      if (!inHost) continue;
      const char = text.charAt(end);
      if (char === '/') inHost = false;
      if (char === '.' || char === '/') label = end + 1;
      else if (end - label >= LABELS_UNITS_MIN - 1) return true;
    }
    if (ROOM.test(text.slice(at, end + 1))) return true;
  }
  return false;
}

function detect({ text }: Subject): Hit[] {
  const over = (patterns: readonly RegExp[], loaded: boolean) =>
    patterns.flatMap((pattern) => matches(pattern, text, (match) => judge(match[1] ?? '', loaded)));
  return [...over(LOADED, true), ...over(LINKED, false)];
}

/** Pictures and links that send data off when they are shown or followed. Catalogue R5. */
export const renderExfil: Detector = {
  id: 'exfiltration.rendered-link',
  category: 'prompt_injection',
  severity: 'medium',
  title: 'A picture or a link has room for data in its address, or carries it',
  why: 'A client that shows the answer loads the picture by itself: what the model put into its address is at the attacker\u2019s before anybody has clicked.',
  fix: 'Take pictures of unknown hosts out of results and answers, or let the client show them only when asked.',
  frameworks: [
    FRAMEWORKS.llmPromptInjection,
    FRAMEWORKS.llmDisclosure,
    FRAMEWORKS.mcpOverSharing,
    FRAMEWORKS.atlasDataLeakage,
  ],
  surfaces: INBOUND,
  gates: [
    {
      literals: [
        [
          '](http',
          '](<http',
          ']: http',
          '<img',
          '<iframe',
          '<link ',
          'url(http',
          "url('http",
          'url("http',
          '<image',
          '<video',
          '<embed',
        ],
        [
          '?d=',
          '?q=',
          'data=',
          'leak=',
          'exfil',
          'dump=',
          'payload=',
          'content=',
          'context=',
          'conversation=',
          'history=',
          'prompt=',
          'secret=',
          'cred=',
          'creds=',
          'password=',
          '?key=',
          'apikey=',
          'api_key=',
          'session=',
          'cookie=',
          'info=',
          'body=',
          'msg=',
          'message=',
          'text=',
          '_here',
          '_data',
          '_prompt',
          '{data',
          '={{',
          '=${',
          '=[',
          '=<',
          '%7b',
          '<data',
          '[data',
          '?c=',
          '?p=',
          '?s=',
          '?x=',
          'insert_',
          'replace_',
          'stolen',
        ],
      ],
      near: 400,
    },
  ],
  glance,
  detect,
};
