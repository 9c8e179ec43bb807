import { z } from 'zod';

const position = z.coerce.number().int().min(1).max(1_000_000).optional().catch(undefined);

const querySchema = z.object({
  /** Version a link speaks of, such as the one that decided a call. */
  version: position,
  line: position,
  /** Older version to start editing from. */
  from: position,
  /** Version to compare it with. */
  to: position,
});

export const parsePolicyQuery = (query: unknown): z.infer<typeof querySchema> => querySchema.parse(query);
