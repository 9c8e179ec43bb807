import type { Tone } from '@/components/ui/badge';
import type { Detector, DetectorMode } from '@/lib/api/detector-types';

export const MODE_LABEL: Readonly<Record<DetectorMode, string>> = { on: 'On', observe: 'Observes', off: 'Off' };
export const MODE_TONE: Readonly<Record<DetectorMode, Tone>> = { on: 'allow', observe: 'hold', off: 'neutral' };
/** What a mode means, in a sentence that follows its name. */
export const MODE_MEANING: Readonly<Record<DetectorMode, string>> = {
  on: 'Rules see what it finds.',
  observe: 'What it finds is recorded, and no rule sees it.',
  off: 'It does not run.',
};

export const ORIGIN_LABEL: Readonly<Record<Detector['origin'], string>> = {
  shipped: 'Sallyport',
  bundle: 'Bundle',
  custom: 'Your own',
};

export const SURFACE_LABEL: Readonly<Record<Detector['surfaces'][number], string>> = {
  argument: 'What clients send',
  result: 'What servers answer',
  definition: 'What servers declare',
  server_message: 'What servers ask and tell',
};

const FRAMEWORKS: readonly (readonly [RegExp, string])[] = [
  [/^OWASP-LLM-2026/, 'OWASP Top 10 for LLM applications, 2026'],
  [/^OWASP-MCP-2025/, 'OWASP MCP Top 10, 2025'],
  [/^OWASP-Agentic-2026/, 'OWASP Top 10 for agentic applications, 2026'],
  [/^(?:MITRE-)?ATLAS/, 'MITRE ATLAS'],
];

/** The name behind the id of a framework's entry, `OWASP-MCP-2025:MCP01`; the id itself where it is not known. */
export const frameworkName = (id: string): string => FRAMEWORKS.find(([pattern]) => pattern.test(id))?.[1] ?? id;

interface Rate {
  readonly hits: number;
  readonly of: number;
  readonly low: number;
  readonly high: number;
}

const percent = (share: number): string => `${(share * 100).toFixed(share > 0 && share < 0.01 ? 2 : 1)} %`;

/** "97.3 %, between 93.1 % and 99.2 %". */
export const describeRate = ({ hits, of, low, high }: Rate): string =>
  of === 0 ? 'not measured' : `${percent(hits / of)}, between ${percent(low)} and ${percent(high)}`;

export const shortRate = ({ hits, of }: Rate): string => (of === 0 ? '–' : percent(hits / of));
