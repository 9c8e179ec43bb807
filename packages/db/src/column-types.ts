import type { Effect, Finding, Principal, Reason, RuleRef } from '@sallyport/contracts';
import type { ColumnType } from 'kysely';

export type PrincipalKind = Principal['kind'];
export type ServerState = 'unknown' | 'up' | 'down' | 'starting';

/** One stage of a call as it is shown; `at` in ISO 8601. */
export interface CallPhase {
  readonly at: string;
  readonly effect: Effect;
  readonly reasons: readonly Reason[];
  readonly rules: readonly RuleRef[];
  readonly findings: readonly Finding[];
}

/** JSON text of a value of type `T`, made by {@link toJson}. Keeps plain arrays out of `jsonb` columns: `pg` would send them as SQL arrays. */
export type JsonText<T> = string & { readonly __json: T };

/** A `json` or `jsonb` column: reads as `T`, is written as {@link JsonText}. */
export type JsonColumn<T> = ColumnType<T, JsonText<NonNullable<T>> | NullOf<T>, JsonText<NonNullable<T>> | NullOf<T>>;

/** A {@link JsonColumn} with a default or without a value at first. */
export type OptionalJsonColumn<T> = ColumnType<
  T,
  JsonText<NonNullable<T>> | NullOf<T> | undefined,
  JsonText<NonNullable<T>> | NullOf<T>
>;

type NullOf<T> = Extract<T, null>;

const UNSTORABLE = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const HAS_UNSTORABLE_ESCAPE = /\\u(?:0000|[dD][89a-fA-F])/;

/** The same text with what Postgres cannot store (NUL, lone surrogates) replaced by U+FFFD. For copies that are shown, never for evidence. */
export const storableText = (text: string): string =>
  UNSTORABLE.test(text) ? text.replace(UNSTORABLE, '\ufffd') : text;

/** JSON text for a `jsonb` column; strings and keys are made storable as by {@link storableText}. */
export function toJson<T>(value: T): JsonText<T> {
  const text = JSON.stringify(value);
  if (!HAS_UNSTORABLE_ESCAPE.test(text)) return text as JsonText<T>;
  return JSON.stringify(storableValue(value)) as JsonText<T>;
}

function storableValue(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (Array.isArray(value)) return value.map(storableValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [storableText(key), storableValue(inner)]));
}
