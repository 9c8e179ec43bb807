import type { PendingAuthorization } from '@sallyport/upstream-auth';
import { z } from 'zod';

/** What is sealed in a sign-in under way. */
export const pendingSchema: z.ZodType<PendingAuthorization> = z.object({
  issuer: z.string(),
  state: z.string(),
  codeVerifier: z.string(),
  redirectUri: z.string(),
  resource: z.string(),
  scopes: z.array(z.string()).nullable(),
});

export const answerSchema = z.object({ query: z.string() });

export const pendingContext = (stateHash: string): string => `upstream-sign-in/${stateHash}/pending`;
export const answerContext = (stateHash: string): string => `upstream-sign-in/${stateHash}/answer`;
