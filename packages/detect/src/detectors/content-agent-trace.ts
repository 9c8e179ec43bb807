import { type Detector, type Hit, type Subject } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

type Attributes = Readonly<Record<string, unknown>>;
interface Span {
  readonly kind: string;
  readonly attributes: Attributes;
}

/** What a tool may do that takes more than reading. */
const POWERS = /^(?:write|destructive|exfil(?:trate)?|admin|execute|network|privileged|delete|send)$/i;
const DISTRUSTED = /^(?:untrusted|external|public|unknown|low|none)$/i;
const KEEPS = /memory|longterm|vector|rag|ingest|upsert|append|remember|store/i;
const UNITS_MAX = 16_384;
const SPANS_MAX = 500;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function spansIn(text: string): Span[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [];
  }
  const list = isRecord(value) && Array.isArray(value.spans) ? value.spans.slice(0, SPANS_MAX) : [];
  return list.flatMap((span: unknown) => {
    if (!isRecord(span) || typeof span.kind !== 'string') return [];
    return [{ kind: span.kind.toUpperCase(), attributes: isRecord(span.attributes) ? span.attributes : {} }];
  });
}

/** What was fetched from a place nobody vouches for, and later a tool with the power to do harm. */
function harmAfterDistrusted(spans: readonly Span[]): boolean {
  const from = spans.findIndex(({ kind, attributes }) => {
    const trust = attributes['source.trust'] ?? attributes.source;
    return kind === 'RETRIEVER' && typeof trust === 'string' && DISTRUSTED.test(trust);
  });
  if (from < 0) return false;
  return spans.slice(from + 1).some(({ kind, attributes }) => {
    const power = attributes['tool.privilege'];
    return kind === 'TOOL' && typeof power === 'string' && POWERS.test(power);
  });
}

/** A write into the memory of another conversation than its own. */
function writesElsewhere({ kind, attributes }: Span): boolean {
  const args = attributes['tool.args'];
  const name = attributes['tool.name'];
  if (kind !== 'TOOL' || !isRecord(args) || typeof name !== 'string' || !KEEPS.test(name)) return false;
  const own = attributes['conversation.id'] ?? attributes['session.id'];
  const target = args.target_conversation_id ?? args.conversation_id ?? args.target_session_id;
  return typeof own === 'string' && typeof target === 'string' && own !== target;
}

/** One chain of delegation under several sessions of one user. */
function changesSession(spans: readonly Span[]): boolean {
  const sessions = new Map<unknown, unknown>();
  return spans.some(({ attributes }) => {
    const chain = attributes['agent.delegation_chain'];
    const session = attributes['session.id'];
    if (typeof chain !== 'string' || typeof session !== 'string') return false;
    const known = sessions.get(chain);
    sessions.set(chain, session);
    return known !== undefined && known !== session;
  });
}

function detect({ text }: Subject): Hit[] {
  const spans = spansIn(text);
  if (!harmAfterDistrusted(spans) && !spans.some(writesElsewhere) && !changesSession(spans)) return [];
  return [{ start: 0, end: text.trimEnd().length, confidence: 0.6 }];
}

/** A trace of an agent (OpenTelemetry spans as JSON) in which what came from outside led to what must not follow. Catalogue C8, C11. */
export const contentAgentTrace: Detector = {
  id: 'content.agent-trace',
  category: 'behaviour',
  severity: 'medium',
  title: 'A trace shows an agent led on by outside content, or writing into another conversation',
  why: 'What is recorded there has happened: an injection was followed, or a memory that is not its own was written.',
  fix: 'Look at the run it belongs to, and take back what it wrote.',
  frameworks: [FRAMEWORKS.agenticGoalHijack, FRAMEWORKS.agenticToolMisuse, FRAMEWORKS.atlasIndirectInjection],
  surfaces: ['result', 'server_message'],
  whole: true,
  unitsMax: UNITS_MAX,
  gates: [{ literals: [['tool.privilege', 'target_conversation', 'delegation_chain', 'tool.args']] }],
  detect,
};
