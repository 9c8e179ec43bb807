import { z } from 'zod';

/** RFC 9457 problem, with our `code`, the request's id and every invalid field at once. */
export const problemSchema = z.object({
  type: z.string().max(256),
  title: z.string().max(256),
  status: z.int().min(400).max(599),
  detail: z.string().max(2048),
  instance: z.string().max(512),
  code: z.string().max(64),
  requestId: z.string().max(64),
  errors: z
    .array(
      z.object({
        pointer: z.string().max(512),
        message: z.string().max(1024),
        /** 1-based place inside a text, such as a policy's. */
        line: z.int().min(1).optional(),
        column: z.int().min(1).optional(),
      }),
    )
    .max(200)
    .optional(),
  /** Of `upstream.authorization_failed`: where the sign-in failed, and the authorization server's own error code. */
  problem: z.string().max(64).optional(),
  oauthError: z.string().max(64).optional(),
});

export type Problem = z.infer<typeof problemSchema>;
