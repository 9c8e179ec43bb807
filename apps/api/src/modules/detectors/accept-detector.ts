import { AppError, type CustomDetector, type FieldError } from '@sallyport/contracts';
import { problemsOf } from '@sallyport/detect';

/** Names of the organisation's own begin so, and those of nobody else. */
const OWN = 'custom.';

/**
 * A draft only has to be named as own ones are; one that is turned on has to be sound, and its tests have to come out as they say.
 * @throws AppError `detector.invalid` with every problem
 */
export const acceptDetector = (definition: CustomDetector, state: 'draft' | 'active'): void => {
  if (!definition.id.startsWith(OWN)) throw refused([{ pointer: '/id', message: `has to begin with ${OWN}` }]);
  if (state === 'draft') return;
  const problems = problemsOf(definition);
  if (problems.length > 0) throw refused(problems);
};

const refused = (fields: readonly FieldError[]) => new AppError('detector.invalid', { fields });
