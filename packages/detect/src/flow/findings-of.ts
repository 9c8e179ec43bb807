import type { Finding, FindingCategory, Severity, View } from '@sallyport/contracts';
import { FRAMEWORKS } from '../detectors/frameworks.js';

/** A finding of behaviour: what it means, why it matters so much, what to do about it. */
export interface BehaviourKind {
  readonly id: string;
  readonly category: FindingCategory;
  readonly severity: Severity;
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  readonly frameworks: readonly string[];
}

const LEAK = [
  FRAMEWORKS.llmDisclosure,
  FRAMEWORKS.mcpOverSharing,
  FRAMEWORKS.agenticToolMisuse,
  FRAMEWORKS.atlasDataLeakage,
];
const HIJACK = [FRAMEWORKS.agenticGoalHijack, FRAMEWORKS.mcpIntentSubversion, FRAMEWORKS.atlasIndirectInjection];

const kinds = {
  injectedDestination: {
    id: 'flow.injected-destination',
    category: 'data_flow',
    severity: 'critical',
    title: 'Data goes to an address that a text from outside asked to send it to',
    why: 'Private data, an untrusted text that asks for it, and a way out have met in this very call.',
    fix: 'Check who owns the address; if it is meant, except this tool and argument for a while.',
    frameworks: [...HIJACK, FRAMEWORKS.atlasDataLeakage],
  },
  disguised: {
    id: 'flow.disguised',
    category: 'data_flow',
    severity: 'high',
    title: 'Data of another server goes out encoded, reversed or cut in pieces',
    why: 'Who sends data on in disguise does not want it to be seen.',
    fix: 'Read the decoded text in the evidence; allow tools that need an encoding by an exception of their own.',
    frameworks: LEAK,
  },
  sensitive: {
    id: 'flow.sensitive-to-outside',
    category: 'data_flow',
    severity: 'high',
    title: 'Secret or personal data of another server goes outside',
    why: 'What leaves cannot be called back, and this is what attackers look for.',
    fix: 'Send a reference instead, redact it, or label the destination as trusted by a rule on flow.labels.',
    frameworks: LEAK,
  },
  toOutside: {
    id: 'flow.private-to-outside',
    category: 'data_flow',
    severity: 'medium',
    title: 'Private data goes outside after untrusted text was read',
    why: 'Data, untrusted text and a way out are together; each alone would be ordinary.',
    fix: 'Ask for approval of such calls by a rule on session.trifecta and flow.origins.',
    frameworks: LEAK,
  },
  crossServer: {
    id: 'flow.private-to-outside',
    category: 'data_flow',
    severity: 'low',
    title: 'Private data of one server goes outside by another',
    why: 'Most work moves data; it is worth knowing and not worth stopping.',
    fix: 'Nothing, or a rule on flow.labels for data that must stay.',
    frameworks: LEAK,
  },
  carriedOut: {
    id: 'flow.carried-out',
    category: 'prompt_injection',
    severity: 'medium',
    title: 'A text from a tool asked for what this call does',
    why: 'The person may have asked for it too; that cannot be told from here.',
    fix: 'Ask for approval of such calls by a rule on flow.asked.',
    frameworks: HIJACK,
  },
  returned: {
    id: 'flow.returned-taint',
    category: 'prompt_injection',
    severity: 'medium',
    title: 'A text with instructions was stored and comes back from another place',
    why: 'What is read from one’s own store is believed; this was written elsewhere.',
    fix: 'Remove the stored text; reset the context once it is gone.',
    frameworks: HIJACK,
  },
  loop: {
    id: 'behaviour.loop',
    category: 'behaviour',
    severity: 'medium',
    title: 'The same call was made very often',
    why: 'It costs money and time and brings nothing new.',
    fix: 'Stop the agent, or put a limit on the tool by the obligation `limits`.',
    frameworks: [FRAMEWORKS.agenticToolMisuse],
  },
  flood: {
    id: 'behaviour.flood',
    category: 'behaviour',
    severity: 'medium',
    title: 'Calls come faster than a person’s work needs',
    why: 'Imports do this too; so do loops between agents.',
    fix: 'Put a limit on the tool by the obligation `limits`.',
    frameworks: [FRAMEWORKS.agenticToolMisuse],
  },
  enumeration: {
    id: 'behaviour.enumeration',
    category: 'behaviour',
    severity: 'low',
    title: 'A tool is called with one value after the other',
    why: 'Whoever collects everything does it so; so does a batch.',
    fix: 'Put a limit on the tool by the obligation `limits`.',
    frameworks: [FRAMEWORKS.agenticToolMisuse],
  },
  slow: {
    id: 'behaviour.low-and-slow',
    category: 'behaviour',
    severity: 'medium',
    title: 'Small pieces that come from nowhere are sent to one place, call after call',
    why: 'That is how data leaves unseen; they are no cursors, because no result gave them out.',
    fix: 'Look at the pieces in the calls’ arguments, one after the other.',
    frameworks: LEAK,
  },
} as const satisfies Readonly<Record<string, BehaviourKind>>;

export type BehaviourKindName = keyof typeof kinds;

/** Everything behaviour can find, for the catalogue. */
export const BEHAVIOUR_KINDS: Readonly<Record<BehaviourKindName, BehaviourKind>> = kinds;

const EVIDENCE_UNITS = 200;

/** Where it was seen and how sure that is. */
export interface Sighted {
  readonly confidence: number;
  readonly pointer: string;
  readonly start?: number;
  readonly end?: number;
  readonly view?: View;
  /** What was seen; masked by the caller. */
  readonly evidence: string;
  /** The evidence is in our words alone. */
  readonly isOurs?: boolean;
  readonly severity?: Severity;
}

export function findingOf(name: BehaviourKindName, sighted: Sighted): Finding {
  const { id, category, severity, title, frameworks } = BEHAVIOUR_KINDS[name];
  return {
    detector: id,
    category,
    severity: sighted.severity ?? severity,
    confidence: sighted.confidence,
    pointer: sighted.pointer.slice(0, 512),
    start: sighted.start ?? 0,
    end: sighted.end ?? 0,
    view: sighted.view ?? 'raw',
    evidence: (sighted.isOurs === true ? sighted.evidence : plainly(sighted.evidence)).slice(0, EVIDENCE_UNITS),
    title,
    frameworks: [...frameworks],
  };
}

const PLAIN = /^[ -~]*$/;
const plainly = (text: string): string => (PLAIN.test(text) ? text : text.replace(/[\p{Cc}\p{Cf}]/gu, ' '));

/** Enough of a text to know it again, and not all of it. */
export const glimpse = (text: string): string => {
  const plain = text.replace(/\s+/g, ' ').trim();
  if (plain.length <= 16) return `${plain.slice(0, Math.min(4, Math.floor(plain.length / 4)))}…`;
  return `${plain.slice(0, 12)}…${plain.slice(-4)}`;
};
