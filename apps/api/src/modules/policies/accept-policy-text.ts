import { AppError, type FieldError, type PolicyDocument } from '@sallyport/contracts';
import { type CheckContext, checkPolicy } from '@sallyport/policy';

export interface AcceptedPolicy {
  readonly text: string;
  readonly document: PolicyDocument;
  readonly ruleCount: number;
}

const POINTER = '/body/text';

/**
 * Checks a text that is to be published: it has to parse, type-check and pass its own tests.
 * @param context  servers and tools of the organisation, with the schemas that conditions are typed by
 * @throws AppError `policy.rule_invalid` with every problem, each with line and column where it has a place
 */
export const acceptPolicyText = (text: string, context?: CheckContext): AcceptedPolicy => {
  const { diagnostics, tests, document, ruleCount } = checkPolicy(text, context);
  const problems: FieldError[] = diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ message, line, column }) => ({ pointer: POINTER, message, line, column }));
  const failures = tests
    .filter(({ passed }) => !passed)
    .map(({ name, expected, actual }) => ({
      pointer: POINTER,
      message: `Test "${name}" expects ${expected} and gets ${actual}`,
    }));
  const fields = [...problems, ...failures];
  if (fields.length > 0 || document === null) throw new AppError('policy.rule_invalid', { fields });
  return { text, document, ruleCount };
};
