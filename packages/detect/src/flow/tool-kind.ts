import { nameCapabilities } from '../facts/name-capabilities.js';
import { verbOf } from '../facts/verbs.js';
import { nameWords } from '../roles/names.js';
import { meansSame, stemOf, tellingStems } from './words.js';

/** What the name of a tool lets one tell of the data that goes through it. */
export interface ToolKind {
  /** What the tools of one origin have in common: `github` of `github__get_issue`, `mail` of `MailSendMessage`; empty when the name has none. */
  readonly family: string;
  /** Stems of what it is about, verbs included. */
  readonly stems: ReadonlySet<string>;
  /** Stems of things alone. */
  readonly things: ReadonlySet<string>;
  /** Its results come from anybody: the web, mail, comments. */
  readonly readsOutside: boolean;
  /** Its results are nobody's secret: the web, the weather, a catalogue. */
  readonly isPublic: boolean;
  /** What it is given leaves. */
  readonly sends: boolean;
  /** What it is given is there for anybody to read. */
  readonly publishes: boolean;
  readonly runsCommands: boolean;
}

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));

const OUTSIDE = setOf(
  'web browser browse url http https fetch crawl scrape search page website internet news rss feed wiki wikipedia email emails mail inbox gmail ' +
    'outlook message messages issue issues comment comments review reviews tweet tweets post posts thread forum slack discord ticket tickets ' +
    'pr pull pulls readme social reddit chat',
);
const PUBLIC = setOf(
  'web browser browse url http https crawl scrape website internet news rss feed wiki wikipedia weather product products catalog catalogue ' +
    'stock stocks flight flights airport airports hotel hotels restaurant restaurants movie movies recipe recipes map maps geocode docs ' +
    'documentation currency exchange time calculator translate public',
);
const SENDS = setOf(
  'send email post publish share reply comment forward notify message tweet upload webhook broadcast transmit submit push sms dm export',
);
const PUBLISHES = setOf('post publish comment tweet upload share webhook broadcast gist paste pastebin blog push');
const COMMANDS = setOf('terminal shell bash exec execute command cmd powershell run console');
const DELIMITED = /^(?:mcp__)?([a-z0-9][a-z0-9-]*?)(?:__|[./:])(.+)$/i;
const CAMEL = /^[A-Z][a-z0-9]+(?=[A-Z])/;
const KINDS_MAX = 2_000;

const kinds = new Map<string, ToolKind>();

/** Told once for a name; names are few, and of more than 2,000 the oldest are told anew. */
export function toolKind(name: string): ToolKind {
  const known = kinds.get(name);
  if (known !== undefined) return known;
  const kind = readName(name);
  if (kinds.size >= KINDS_MAX) kinds.clear();
  kinds.set(name, kind);
  return kind;
}

function readName(whole: string): ToolKind {
  const name = whole.slice(0, 200);
  const delimited = DELIMITED.exec(name);
  const tool = delimited?.[2] ?? name;
  const words = nameWords(tool);
  const spoken = nameWords(name);
  const isAny = (set: ReadonlySet<string>): boolean => spoken.some((word) => set.has(word));
  const capabilities = nameCapabilities(tool);
  const reads = words.some((word) => verbOf(word)?.capabilities.includes('read') === true) && !words.includes('send');
  const sends = words.some((word) => SENDS.has(word)) && (capabilities.has('send') || !reads);
  return {
    family: delimited?.[1]?.toLowerCase() ?? familyOf(tool),
    stems: tellingStems(spoken),
    things: new Set([...tellingStems(words.filter((word) => verbOf(word)?.form !== 'base'))]),
    readsOutside: isAny(OUTSIDE),
    isPublic: isAny(PUBLIC),
    sends,
    publishes: sends && words.some((word) => PUBLISHES.has(word)),
    runsCommands: words.some((word) => COMMANDS.has(word)),
  };
}

/** `GitHubGetUser`: the words before the verb. */
function familyOf(tool: string): string {
  if (!CAMEL.test(tool)) return '';
  const words = nameWords(tool);
  const verb = words.findIndex((word, index) => index > 0 && verbOf(word)?.form === 'base');
  if (verbOf(words[0] ?? '')?.form === 'base') return '';
  return words.slice(0, verb > 0 ? verb : 1).join('');
}

/** Whether a tool is about what a sentence asks for: so many of its words are there, by themselves or by a word for the same. */
export function isAskedFor(kind: ToolKind, asked: ReadonlySet<string>): boolean {
  const own = [...kind.stems].filter((stem) => !ANY_DEED.has(stem));
  const hits = own.filter((stem) => [...asked].some((other) => meansSame(stem, other)));
  const exact = own.filter((stem) => asked.has(stem));
  if (hits.length >= 2) return exact.length > 0 || hits.length >= 3;
  // `manage_shipment` does whatever is asked of shipments.
  const isBroad = own.length === 1 || own.length < kind.stems.size;
  return isBroad && exact.length === 1;
}

/** Verbs that stand for any deed. */
const ANY_DEED: ReadonlySet<string> = new Set(['manage', 'handle', 'control', 'process', 'perform'].map(stemOf));
