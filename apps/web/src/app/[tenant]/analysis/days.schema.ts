import { z } from 'zod';

export const ANALYSIS_DAYS = [7, 30, 90] as const;
export type AnalysisDays = (typeof ANALYSIS_DAYS)[number];

const querySchema = z.object({
  days: z.coerce
    .number()
    .refine((days) => ANALYSIS_DAYS.some((choice) => choice === days))
    .catch(30),
});

/** How far back an analysis looks, as it stands in the address. */
export const parseAnalysisDays = (query: unknown): number => querySchema.parse(query).days;
