import type { Problem } from '@/lib/api/problem';

/** What the api says about one field, by the JSON pointer of the field in the request. */
export const fieldError = (problem: Problem | null, pointer: string): string | undefined =>
  problem?.errors?.find((error) => error.pointer === pointer || error.pointer.endsWith(pointer))?.message;
