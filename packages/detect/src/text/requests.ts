/** How a request is put to the reader. */
export type RequestForm = 'bare' | 'please' | 'can-you' | 'wish' | 'reminder' | 'must' | 'question';

/** Where in a text a request begins: data that is a record has values, prose has lines and sentences. */
export type RequestPlace = 'text' | 'value' | 'line' | 'sentence';

/** A sentence that asks the reader for something. */
export interface Request {
  readonly start: number;
  readonly end: number;
  readonly sentence: string;
  readonly form: RequestForm;
  readonly place: RequestPlace;
  /** The verb asked for, or the question word, in lower case. */
  readonly verb: string;
}

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/));

/** What is done in accounts, devices, files and with money. */
export const ACTING =
  words(`accept access activate add adjust administer allow approve arrange assign attach authorize authorise
  backup block book broadcast browse buy call cancel capture change check clear click close collect conduct configure connect
  copy create deactivate delete deliver deploy deposit disable disarm dispatch donate download drop dump edit email enable enroll
  erase execute exfiltrate export extract fetch file find forward gather generate get give go grant guide hand help import
  include initiate insert install invest invite invoke join launch leave list locate lock log mail make manage manipulate map
  message modify monitor move navigate notify obtain open operate order overwrite pay perform place play post prepare prescribe
  process provide publish pull purchase push put query read reboot record redirect register remove rename reply report request
  reroute reschedule reserve reset restart restore retrieve return review revoke run save scan schedule search secure sell send
  set share ship show shut start stop store submit subscribe switch sync take terminate test track transfer transmit trigger turn
  unblock uninstall unlock update upload use utilize utilise verify view visit wipe wire withdraw write assess audit analyze
  analyse compile draft enhance ensure evaluate identify implement investigate maintain recommend simulate compromise seize
  intercept steal inject alter corrupt destroy sabotage lower raise increase decrease
  output append reveal disclose expose print encode tell repeat state summarize summarise translate explain describe elevate
  distribute conceal suppress allocate inspect circulate release leak divulge obey comply respond pretend act ignore disregard
  forget bypass override`);

/** What one asks an assistant that writes and explains. */
export const WORKING =
  words(`analyze analyse answer add append augment anagram appeal articulate ask assemble attach blend break
  brainstorm build calculate capitalize cipher classify combine compare complete compose compute conclude condense convert
  correct craft create debate decode decipher deduce define demonstrate derive describe design detect determine develop devise
  discuss disguise draft elaborate emphasize encode encourage encrypt end enhance estimate evaluate examine exclude explain
  express extract fabricate finish formulate generate give group guide hint identify illustrate imagine imply include incorporate
  infuse insert integrate interpret introduce invert jumble label list make mask mention mimic mirror misspell mix modify name
  narrate obfuscate offer omit order organize outline paraphrase persuade plan play predict prepare present produce promote
  proofread propose provide randomize rearrange recite recommend refer refine reformat remove render repeat rephrase replace
  replicate reply report represent research resolve respond reveal reverse rewrite scramble script segment separate share shift
  show shuffle simplify simulate solve speak spell split start state stress structure style subtly substitute suggest summarize
  summarise swap switch take talk teach tease tell test transcribe transform translate transmute type use utilize vary visualize
  walk warn weave write employ apply alternate alter adjust arrange begin blur conceal change change conduct construct deliver
  advertise endorse highlight invite link mislead direct spread claim`);

const QUESTIONS = words(
  'what how why who when where which whose is are do does did can could would should will has have',
);

const OPENERS =
  '(?:please|kindly|pls|plz|also|then|now|first|next|finally|lastly|afterwards|additionally|furthermore|instead|importantly|okay|ok|hey|hi|hello|and|so|just|simply|quickly|immediately|always|seamlessly|subtly|to proceed)';
const WAYS: readonly (readonly [RequestForm, string])[] = [
  ['can-you', '(?:can|could|would|will) (?:you|u)(?: please| kindly| also| just)?'],
  ['wish', "i(?:'d| would)? (?:need|want|like|would like)(?: for)? (?:you )?to"],
  [
    'reminder',
    "(?:make sure|be sure|remember|don't forget|do not forget|don't hesitate|do not hesitate|feel free|take care|go ahead and|keep in mind)(?: to)?",
  ],
  [
    'must',
    '(?:you|u) (?:must|should|need to|have to|are to|ought to|shall)(?: now| also| always| please| immediately)?',
  ],
];
const WAY_FORMS = WAYS.map(([form, way]) => [form, new RegExp(`^${way}$`, 'i')] as const);
/** The beginning of a clause: what stands before, words that open, the way it is put, and the word that follows. */
const CLAUSE = new RegExp(
  `(^|\\n|[.!?;:,|>]["'”’)\\]]{0,2}\\s|["'“‘(\\[{>#*•|-]|\\s(?=(?:please|kindly)\\s))\\s{0,3}((?:${OPENERS}[,:!]?\\s{1,3}){0,3})((?:${WAYS.map(([, way]) => way).join('|')})\\s{1,3})?([a-z][a-z'’]{1,17})(?=[\\s,'’])`,
  'gi',
);
/** A verb alone is a label or a value; an order goes on with a word. */
const TWO_WORDS = /^[\s,'’]{1,3}[\w'"“‘(@#$/<~]/;
const POLITE = /\b(?:please|kindly|pls|plz)\b/i;
const SENTENCE_UNITS_MAX = 400;
const SENTENCE_END = /[.!?](?=\s|$|["'”’)\]}]{1,3}(?:\s{1,3}[A-Z]|[,}\]]|\s{0,3}$))|\n|\s\|\s|['"](?=[,}\]])/g;
/** More requests than this are a manual. */
const REQUESTS_MAX = 400;

let last: { readonly text: string; readonly requests: readonly Request[] } = { text: '', requests: [] };

/**
 * The sentences of an English text that ask the reader for something, in order; at most 400. Linear in its length. What was
 * read last is kept, because several detectors ask for the same text.
 */
export function requestsIn(text: string): readonly Request[] {
  if (last.text !== text) last = { text, requests: readRequests(text) };
  return last.requests;
}

function readRequests(text: string): Request[] {
  const requests: Request[] = [];
  CLAUSE.lastIndex = 0;
  for (let match = CLAUSE.exec(text); match !== null && requests.length < REQUESTS_MAX; match = CLAUSE.exec(text)) {
    const [whole, before = '', openers = '', way = '', word = ''] = match;
    const verb = word.toLowerCase().replace('’', "'");
    const form = formOf(openers, way, verb);
    // The word that ends one clause may be followed at once by what begins the next.
    CLAUSE.lastIndex = match.index + whole.length;
    if (form === null || !TWO_WORDS.test(text.slice(CLAUSE.lastIndex, CLAUSE.lastIndex + 40))) continue;
    // Inside a sentence only a capital letter or a polite word begins another.
    const opening = whole.slice(before.length).trimStart();
    if (/^[,;:]/.test(before) && !/^[A-Z]/.test(opening) && form === 'bare') continue;
    const start = match.index + whole.length - opening.length;
    const end = unquotedEnd(text, before, start, sentenceEnd(text, start));
    requests.push({
      start,
      end,
      sentence: text.slice(start, end),
      form,
      place: placeOf(text, match.index, before),
      verb,
    });
  }
  return requests;
}

function formOf(openers: string, way: string, verb: string): RequestForm | null {
  if (way !== '') {
    const put = way.trim();
    return WAY_FORMS.find(([, pattern]) => pattern.test(put))?.[0] ?? null;
  }
  if (QUESTIONS.has(verb)) return 'question';
  if (!ACTING.has(verb) && !WORKING.has(verb)) return null;
  return POLITE.test(openers) ? 'please' : 'bare';
}

function placeOf(text: string, index: number, before: string): RequestPlace {
  if (before === '') return 'text';
  if (before === '\n') return text.slice(0, index).trim() === '' ? 'text' : 'line';
  if (/["'“‘]/.test(before.slice(0, 1)))
    return VALUE_BEFORE.test(text.slice(Math.max(0, index - 4), index)) ? 'value' : 'sentence';
  return 'sentence';
}

/** What stands before the quotation mark of a member's value, in JSON as in a printed record. */
const VALUE_BEFORE = /[:,[]\s{0,3}$/;

function sentenceEnd(text: string, start: number): number {
  const limit = Math.min(text.length, start + SENTENCE_UNITS_MAX);
  SENTENCE_END.lastIndex = start;
  const match = SENTENCE_END.exec(text);
  if (match === null || match.index >= limit) return limit;
  return match.index + (/[.!?]/.test(match[0]) ? 1 : 0);
}

const CLOSING: Readonly<Record<string, string>> = { '"': '"', "'": "'", '“': '”', '‘': '’' };

/** What begins behind a quotation mark ends at the next. */
function unquotedEnd(text: string, before: string, start: number, end: number): number {
  const closing = CLOSING[before.slice(-1)];
  if (closing === undefined) return end;
  const at = text.slice(start, end).search(closing === "'" ? /'(?![\w])/ : closing);
  return at < 0 ? end : start + at;
}
