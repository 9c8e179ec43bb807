import { z } from 'zod';

export const RULE_DAYS = [1, 7, 30] as const;

const querySchema = z.object({
  days: z.coerce
    .number()
    .refine((days) => RULE_DAYS.some((choice) => choice === days))
    .catch(7),
});

/** How far back the rule's activity is shown. */
export const parseRuleQuery = (query: unknown): z.infer<typeof querySchema> => querySchema.parse(query);
