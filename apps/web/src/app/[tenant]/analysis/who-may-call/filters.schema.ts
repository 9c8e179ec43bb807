import { z } from 'zod';

const text = (max: number) => z.string().max(max).optional().catch(undefined);

const querySchema = z.object({ server: text(40), tool: text(1024) });

/** A question a link may bring along, such as "who else may call this tool" from another page. */
export const parseWhoMayCallQuery = (query: unknown): z.infer<typeof querySchema> => querySchema.parse(query);
