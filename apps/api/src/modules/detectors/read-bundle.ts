import { AppError, type DetectorBundle, detectorBundleSchema } from '@sallyport/contracts';
import { problemsOf } from './accept-detector.js';
import { SHIPPED_IDS } from './known-detectors.js';

/**
 * The bundle that a signed payload holds, with every detector checked and its tests run.
 * @throws AppError `detector_bundle.invalid` with what is wrong first
 */
export const readBundle = (payload: string): DetectorBundle => {
  const parsed = detectorBundleSchema.safeParse(parseJson(payload));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw invalid(`/${issue?.path.join('/') ?? ''}: ${issue?.message ?? 'is not valid'}`);
  }
  const bundle = parsed.data;
  const { stages } = bundle.rollout;
  if (stages.some(({ percent }, index) => index > 0 && percent <= (stages[index - 1]?.percent ?? 0)))
    throw invalid('Each stage has to take in more principals than the one before.');
  if (stages.at(-1)?.percent !== 100) throw invalid('The last stage has to be 100 percent.');
  assertNames(bundle);
  for (const detector of bundle.detectors) {
    const [problem] = problemsOf(detector);
    if (problem) throw invalid(`${detector.id} ${problem.pointer}: ${problem.message}`);
  }
  return bundle;
};

/** Names of a bundle begin with its own, so that no two bundles, and no bundle and the product, speak of different things alike. */
const assertNames = ({ name, detectors }: DetectorBundle): void => {
  const ids = detectors.map(({ id }) => id);
  const foreign = ids.find((id) => !id.startsWith(`${name}.`) || id.startsWith('custom.') || SHIPPED_IDS.has(id));
  if (foreign !== undefined) throw invalid(`The id ${foreign} has to begin with ${name}. and be nobody else's.`);
  if (new Set(ids).size < ids.length) throw invalid('Two of its detectors have the same id.');
};

const parseJson = (payload: string): unknown => {
  try {
    return JSON.parse(payload);
  } catch {
    throw invalid('It is not JSON.');
  }
};

const invalid = (detail: string) => new AppError('detector_bundle.invalid', { detail });
