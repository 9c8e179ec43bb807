import type { Finding } from '@sallyport/contracts';

/** What somebody thinks of a text: how likely it is an attack, 0 to 1; or why there is no opinion. */
export type Opinion =
  | { readonly malicious: number }
  | { readonly missing: 'late' | 'over-budget' | 'unreadable' | 'failed' };

/** A text that rules and classifier are not sure of. */
export interface Question {
  readonly orgId: string;
  readonly orgSlug: string;
  /** Masked, and no more of it than is needed. */
  readonly text: string;
  readonly signal: AbortSignal;
}

/** Somebody who can be asked. Never rejects. */
export interface Opinionated {
  /** Id of the findings its opinions become. */
  readonly id: 'opinion.model' | 'opinion.judge';
  /** Whether it may be asked about texts of this organisation. */
  serves(orgSlug: string): boolean;
  ask(question: Question): Promise<Opinion>;
  close(): Promise<void>;
}

/** From here on an opinion is a finding. */
export const MALICIOUS_MIN = 0.5;

/** A finding that repeats where the uncertain one stands. */
export const findingOf = (opinion: Opinion, by: Opinionated['id'], about: Finding): Finding | null => {
  const place = { ...about, frameworks: [...about.frameworks], severityReasons: undefined };
  if ('missing' in opinion) {
    return {
      ...place,
      detector: 'opinion.missing',
      severity: 'medium',
      confidence: 0.5,
      title: MISSING_TITLE[opinion.missing],
    };
  }
  if (opinion.malicious < MALICIOUS_MIN) return null;
  return { ...place, detector: by, severity: 'high', confidence: opinion.malicious, title: TITLE[by] };
};

const TITLE: Readonly<Record<Opinionated['id'], string>> = {
  'opinion.model': 'A larger model takes the text for an attack',
  'opinion.judge': 'The judge takes the text for an attack',
};

const MISSING_TITLE = {
  late: 'The text is uncertain, and a second opinion did not come in time',
  'over-budget': 'The text is uncertain, and the budget for second opinions is spent',
  unreadable: 'The text is uncertain, and the second opinion could not be read',
  failed: 'The text is uncertain, and a second opinion could not be had',
} as const;
