/** SQLSTATE classes that speak of the data of a statement: data exceptions and violated constraints. */
const DATA_STATES = /^(22|23)\w{3}$/;

/**
 * Whether storing failed because of what was to be stored, so that it would fail again: the database refused a value, or a
 * value has no canonical form or no date. Anything else (no connection, no permission, a fault of ours) is not.
 */
export const isDataError = (err: unknown): boolean => {
  if (err instanceof RangeError || err instanceof TypeError) return true;
  const cause = err instanceof Error && err.cause instanceof Error ? err.cause : null;
  return cause !== null && 'code' in cause && DATA_STATES.test(String(cause.code));
};
