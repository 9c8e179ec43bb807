import { z } from 'zod';

export const SERVER_TABS = [
  'tools',
  'prompts',
  'resources',
  'instructions',
  'connection',
  'connect',
  'settings',
] as const;
export type ServerTab = (typeof SERVER_TABS)[number];

const querySchema = z.object({
  tab: z.enum(SERVER_TABS).catch('tools'),
  definition: z.string().max(40).optional().catch(undefined),
  /** Service account whose connection is shown; one's own without it. */
  account: z.string().max(40).optional().catch(undefined),
  /** Left by an authorization server's redirect: finishes the connection, once. */
  ticket: z.string().max(128).optional().catch(undefined),
});

export type ServerQuery = z.infer<typeof querySchema>;

export const parseServerQuery = (query: unknown): ServerQuery => querySchema.parse(query);
