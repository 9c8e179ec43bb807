import { AppError, type Diagnostic, type PolicyDocument } from '@sallyport/contracts';
import { type PolicyPositions, parsePolicy } from '../document/parse-policy.js';
import { type CheckedDocument, checkDocument } from './check-document.js';

/** A policy text that has no errors. */
export interface ReadablePolicy extends CheckedDocument {
  readonly document: PolicyDocument;
  readonly positions: PolicyPositions;
}

/** The error that says what is wrong with a policy, first of all the first. */
export const invalidPolicy = (name: string, diagnostics: readonly Diagnostic[]): AppError => {
  const [first] = diagnostics;
  const place = first === undefined ? '' : ` at line ${first.line}, column ${first.column}: ${first.message}`;
  return new AppError('policy.rule_invalid', {
    detail: `Policy "${name}" has errors${place}`.slice(0, 1024),
    fields: diagnostics.slice(0, 200).map(({ line, column, message }) => ({
      pointer: '/text',
      message: `${line}:${column} ${message}`.slice(0, 1024),
    })),
  });
};

/**
 * Parses and checks a text that has to be without errors; warnings do not matter.
 * @throws AppError `policy.rule_invalid`
 */
export const readPolicy = (text: string, name: string): ReadablePolicy => {
  const parsed = parsePolicy(text);
  if (!parsed.ok) throw invalidPolicy(name, parsed.diagnostics);
  const { document, positions } = parsed;
  const checked = checkDocument(document, positions);
  const errors = checked.diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw invalidPolicy(name, errors);
  return { document, positions, ...checked };
};
