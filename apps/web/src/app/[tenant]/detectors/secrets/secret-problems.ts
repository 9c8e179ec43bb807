import { REGISTERED_SECRET_UNITS, slugSchema } from '@sallyport/contracts';

/** What is wrong with a name as it is typed; null while it is empty or fine. */
export const secretNameProblem = (name: string): string | null =>
  name === '' || slugSchema.safeParse(name).success
    ? null
    : 'Use lower-case letters, digits and inner hyphens, at most 48 characters.';

/** What is wrong with a value as it is pasted; null while it is empty or fine. It never repeats the value. */
export const secretValueProblem = (value: string): string | null => {
  const { min, max } = REGISTERED_SECRET_UNITS;
  if (value === '') return null;
  if (/\s/.test(value)) return 'Leave out blanks and line breaks.';
  return value.length < min || value.length > max ? `It has to have ${min} to ${max} characters.` : null;
};
