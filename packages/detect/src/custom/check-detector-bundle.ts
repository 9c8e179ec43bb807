import { type DetectorBundle, type DetectorCheck, detectorBundleSchema } from '@sallyport/contracts';
import { DETECTORS } from '../detectors/index.js';
import { checkCustomDetector, pointerOf } from './check-custom-detector.js';

type Problem = DetectorCheck['problems'][number];

const PROBLEMS_MAX = 100;
/** Detectors of an organisation's own begin so, and no bundle's. */
const OWN = 'custom.';
const SHIPPED: ReadonlySet<string> = new Set(DETECTORS.map(({ id }) => id));

export interface BundleCheck {
  /** Null when it is none at all. */
  readonly bundle: DetectorBundle | null;
  /** Everything that keeps it from being used; empty: it may be. */
  readonly problems: readonly Problem[];
}

/**
 * Checks what is signed of a bundle: its form, its stages, the names of its detectors, and each detector with its tests. Costs some
 * milliseconds for each detector. Never throws.
 * @param document anything; every problem is told with its JSON pointer
 */
export function checkDetectorBundle(document: unknown): BundleCheck {
  const parsed = detectorBundleSchema.safeParse(document);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => ({ pointer: pointerOf(path), message }));
    return { bundle: null, problems: problems.slice(0, PROBLEMS_MAX) };
  }
  const bundle = parsed.data;
  const problems = [...stageProblems(bundle), ...nameProblems(bundle), ...bundle.detectors.flatMap(detectorProblems)];
  return { bundle, problems: problems.slice(0, PROBLEMS_MAX) };
}

function stageProblems({ rollout: { stages } }: DetectorBundle): Problem[] {
  const problems = stages.flatMap(({ percent }, index) =>
    index > 0 && percent <= (stages[index - 1]?.percent ?? 0)
      ? [
          {
            pointer: `/rollout/stages/${index}/percent`,
            message: 'has to take in more principals than the stage before',
          },
        ]
      : [],
  );
  const last = stages.length - 1;
  if (stages[last]?.percent !== 100)
    problems.push({ pointer: `/rollout/stages/${last}/percent`, message: 'the last stage has to be 100 percent' });
  return problems;
}

/** Names begin with the bundle's own, so that no two bundles, and no bundle and the product, speak of different things alike. */
function nameProblems({ name, detectors }: DetectorBundle): Problem[] {
  const seen = new Set<string>();
  return detectors.flatMap(({ id }, index) => {
    const pointer = `/detectors/${index}/id`;
    const isForeign = !id.startsWith(`${name}.`) || id.startsWith(OWN) || SHIPPED.has(id);
    if (isForeign) return [{ pointer, message: `${id} has to begin with ${name}. and be nobody else's` }];
    if (seen.has(id)) return [{ pointer, message: `another detector has the same id ${id}` }];
    seen.add(id);
    return [];
  });
}

function detectorProblems(detector: DetectorBundle['detectors'][number], index: number): Problem[] {
  return problemsOf(detector).map(({ pointer, message }) => ({
    pointer: `/detectors/${index}${pointer}`,
    message: `${detector.id}: ${message}`,
  }));
}

/** Whatever keeps a detector from being used: its own tests are among it. */
export function problemsOf(definition: unknown): Problem[] {
  const { problems, tests } = checkCustomDetector(definition);
  const failed = tests
    .filter(({ passed }) => !passed)
    .map(({ expect, index }) => ({
      pointer: `/tests/${expect}/${index}`,
      message: expect === 'match' ? 'nothing was found in this text' : 'something was found in this text',
    }));
  return [...problems, ...failed];
}
