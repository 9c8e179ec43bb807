import type { DetectorDefinition, StoredDefinition } from '@/lib/api/detector-types';

/** A text to test with, and, of one that was not written here, what it stands under. */
export type FormTest = StoredDefinition['tests']['match'][number];

/** A detector as it is typed: lists are lines, so that half a line is no error. */
export interface DetectorForm {
  readonly slug: string;
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  readonly category: StoredDefinition['category'];
  readonly severity: StoredDefinition['severity'];
  readonly surfaces: StoredDefinition['surfaces'];
  readonly secret: boolean;
  readonly literals: string;
  readonly patterns: string;
  readonly nearWords: string;
  readonly nearWithin: string;
  readonly match: readonly FormTest[];
  readonly pass: readonly FormTest[];
  /** What the form has no field for and has to keep. */
  readonly rest: Pick<DetectorDefinition, 'roles' | 'views' | 'confidence'>;
}

const PREFIX = 'custom.';
const NEAR_WITHIN = 60;

export const NEW_DETECTOR: DetectorForm = {
  slug: '',
  title: '',
  why: '',
  fix: '',
  category: 'other',
  severity: 'high',
  surfaces: ['argument', 'result'],
  secret: false,
  literals: '',
  patterns: '',
  nearWords: '',
  nearWithin: String(NEAR_WITHIN),
  match: [{ text: '' }],
  pass: [{ text: '' }],
  rest: { confidence: 0.9 },
};

export const toForm = (definition: StoredDefinition): DetectorForm => ({
  slug: definition.id.slice(PREFIX.length),
  title: definition.title,
  why: definition.why,
  fix: definition.fix,
  category: definition.category,
  severity: definition.severity,
  surfaces: definition.surfaces,
  secret: definition.secret,
  literals: definition.literals.join('\n'),
  patterns: definition.patterns.join('\n'),
  nearWords: (definition.near?.words ?? []).join('\n'),
  nearWithin: String(definition.near?.within ?? NEAR_WITHIN),
  match: definition.tests.match,
  pass: definition.tests.pass,
  rest: {
    confidence: definition.confidence,
    ...(definition.roles ? { roles: definition.roles } : {}),
    ...(definition.views ? { views: definition.views } : {}),
  },
});

/** What is typed, as the api takes it; it says what is wrong with it. */
export const toDefinition = (form: DetectorForm): DetectorDefinition => ({
  ...form.rest,
  id: `${PREFIX}${form.slug.trim()}`,
  title: form.title.trim(),
  why: form.why.trim(),
  fix: form.fix.trim(),
  category: form.category,
  severity: form.severity,
  surfaces: form.surfaces,
  secret: form.secret,
  literals: linesOf(form.literals),
  patterns: linesOf(form.patterns),
  ...(linesOf(form.nearWords).length > 0
    ? { near: { words: linesOf(form.nearWords), within: Number(form.nearWithin) || NEAR_WITHIN } }
    : {}),
  tests: { match: written(form.match), pass: written(form.pass) },
});

/** What is typed one a line. */
export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const written = (tests: readonly FormTest[]) => tests.filter(({ text }) => text.trim() !== '');

/** A name made from the title, until one is typed. */
export const slugOf = (title: string): string =>
  title
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 48);
