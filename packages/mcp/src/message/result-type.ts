/** Values of `resultType`, which every result has since 2026-07-28; `task` belongs to the tasks extension. */
export const RESULT_TYPES = { complete: 'complete', inputRequired: 'input_required', task: 'task' } as const;
export type ResultType = (typeof RESULT_TYPES)[keyof typeof RESULT_TYPES];

const KNOWN: readonly unknown[] = Object.values(RESULT_TYPES);
const isResultType = (type: unknown): type is ResultType => KNOWN.includes(type);

/**
 * What kind of result this is. One without a type is complete: older servers give none.
 * @returns null for a type nobody knows, which makes the result invalid
 * @see MCP specification 2026-07-28, "Base protocol: ResultType"
 */
export const resultTypeOf = (result: object): ResultType | null => {
  const { resultType = RESULT_TYPES.complete } = result as { resultType?: unknown };
  return isResultType(resultType) ? resultType : null;
};
