import { z } from 'zod';

const querySchema = z.object({ principal: z.string().max(40).optional().catch(undefined) });

export const parseWhatMayBeDoneQuery = (query: unknown): z.infer<typeof querySchema> => querySchema.parse(query);
