import {
  type Diagnostic,
  POLICY_TEXT_BYTES_MAX,
  type PolicyDocument,
  policyDocumentSchema,
} from '@sallyport/contracts';
import { schemaProblems } from './schema-problems.js';
import { type Path, SourceTree } from './source-tree.js';
import type { TextRange } from './text-position.js';

/** Where the parts of a document are in its text. */
export interface PolicyPositions {
  /** The value at a path such as `['rules', 0, 'when']`; what is around it when it is missing. */
  locate(path: Path): TextRange;
  /** The key at the end of a path. */
  locateKey(path: Path): TextRange;
  /** A part of the text value at a path, by UTF-16 offsets in that value. */
  locateInside(path: Path, start: number, end: number): TextRange;
}

/** A document with the places of its parts, or every problem of its text. */
export type ParseResult =
  | { readonly ok: true; readonly document: PolicyDocument; readonly positions: PolicyPositions }
  | { readonly ok: false; readonly diagnostics: Diagnostic[] };

const MESSAGE_MAX = 1024;

/** An error with its place, shortened to what a diagnostic holds. */
export const diagnosticAt = (
  range: TextRange,
  message: string,
  options: { severity?: Diagnostic['severity']; ruleId?: string | undefined } = {},
): Diagnostic => ({
  severity: options.severity ?? 'error',
  message: message.slice(0, MESSAGE_MAX),
  line: range.line,
  column: range.column,
  endLine: range.endLine,
  endColumn: range.endColumn,
  ...(options.ruleId === undefined ? {} : { ruleId: options.ruleId.slice(0, 64) }),
});

/** The order in which a person reads. */
export const byPlace = (a: Diagnostic, b: Diagnostic): number => a.line - b.line || a.column - b.column;

const ruleIdAt = (value: unknown, path: Path): string | undefined => {
  const rules = (value as { rules?: unknown } | null)?.rules;
  const rule = path[0] === 'rules' && Array.isArray(rules) ? rules[Number(path[1])] : undefined;
  const id = (rule as { id?: unknown } | null | undefined)?.id;
  return typeof id === 'string' ? id : undefined;
};

const refused = (message: string): ParseResult => ({
  ok: false,
  diagnostics: [diagnosticAt({ line: 1, column: 1, endLine: 1, endColumn: 2 }, message)],
});

/**
 * Reads a policy text, YAML 1.2 or JSON, and checks its shape: one document, no duplicate keys, no anchors, aliases or tags,
 * nothing unknown, nothing missing. All problems at once, each with its line and column. Meaning is checked by
 * {@link checkPolicy}.
 * @param text  at most 512 KiB of UTF-8
 */
export const parsePolicy = (text: string): ParseResult => {
  if (Buffer.byteLength(text) > POLICY_TEXT_BYTES_MAX) {
    return refused(`the text is larger than ${POLICY_TEXT_BYTES_MAX / 1024} KiB`);
  }
  const tree = SourceTree.read(text);
  if (tree.problems.length > 0) {
    const diagnostics = tree.problems.map((problem) =>
      diagnosticAt(tree.range(problem.start, problem.end), problem.message),
    );
    return { ok: false, diagnostics };
  }
  const result = policyDocumentSchema.safeParse(tree.value);
  if (result.success) return { ok: true, document: result.data, positions: tree };
  const diagnostics = schemaProblems(result.error.issues, tree).map((problem) =>
    diagnosticAt(problem, problem.message, { ruleId: ruleIdAt(tree.value, problem.path) }),
  );
  return { ok: false, diagnostics: diagnostics.sort(byPlace) };
};
