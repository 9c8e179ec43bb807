import { type RawBuilder, sql } from 'kysely';

/** Length of the indexed beginning of a target's name (index calls_by_target). */
const INDEXED_CHARACTERS = 160;

/**
 * Condition on `calls.target_name` that uses its index: an exact name, or every name with a prefix when the pattern ends in `*`.
 */
export function callTargetMatches(pattern: string): RawBuilder<boolean> {
  if (!pattern.endsWith('*')) {
    return sql<boolean>`(left(target_name, ${sql.lit(INDEXED_CHARACTERS)}) = left(${pattern}, ${sql.lit(INDEXED_CHARACTERS)}) and target_name = ${pattern})`;
  }
  const prefix = pattern.slice(0, -1);
  const shortened = likePrefix([...prefix].slice(0, INDEXED_CHARACTERS).join(''));
  return sql<boolean>`(left(target_name, ${sql.lit(INDEXED_CHARACTERS)}) like ${shortened} and starts_with(target_name, ${prefix}))`;
}

const likePrefix = (prefix: string): string => `${prefix.replaceAll(/[\\%_]/g, '\\$&')}%`;
