import { z } from 'zod';
import { slugSchema } from '../ids.js';

export const orgParams = z.object({ org: slugSchema });

export const PAGE_LIMIT_DEFAULT = 50;
export const PAGE_LIMIT_MAX = 200;

/** Keyset pagination: pass `nextCursor` of the last page; cursors are opaque and bound to organisation and filter. */
export const pageQuery = z.object({
  cursor: z.string().max(512).optional(),
  limit: z.coerce.number().int().min(1).max(PAGE_LIMIT_MAX).default(PAGE_LIMIT_DEFAULT),
});

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item).max(PAGE_LIMIT_MAX), nextCursor: z.string().max(512).nullable() });

export const timestampSchema = z.iso.datetime();
export const nameSchema = z.string().trim().min(1).max(120);
