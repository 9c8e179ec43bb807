import { AppError, type DetectorBundle } from '@sallyport/contracts';
import { checkDetectorBundle } from '@sallyport/detect';

/**
 * The bundle that a signed payload holds, with every detector checked and its tests run.
 * @throws AppError `detector_bundle.invalid` with every problem
 */
export const readBundle = (payload: string): DetectorBundle => {
  const { bundle, problems } = checkDetectorBundle(parseJson(payload));
  const [first] = problems;
  if (bundle === null || first !== undefined) {
    const detail = first === undefined ? 'It is no bundle.' : `${first.pointer}: ${first.message}`;
    throw new AppError('detector_bundle.invalid', { detail, fields: problems });
  }
  return bundle;
};

const parseJson = (payload: string): unknown => {
  try {
    return JSON.parse(payload);
  } catch {
    throw new AppError('detector_bundle.invalid', { detail: 'It is not JSON.' });
  }
};
