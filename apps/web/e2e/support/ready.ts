import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const readySchema = z.object({
  consoleUrl: z.url(),
  apiUrl: z.url(),
  gatewayUrl: z.url(),
  mcpUrl: z.url(),
  token: z.string(),
  signIn: z.object({ email: z.string(), password: z.string() }),
});

const file = process.env.SALLYPORT_READY ?? path.join(import.meta.dirname, '../../../../.sallyport/ready.json');
if (!existsSync(file))
  throw new Error(`No stack is running: ${file} is missing. Run "npm start", or set SALLYPORT_READY.`);

/** Where the stack under test is and how to get in. */
export const ready = readySchema.parse(JSON.parse(readFileSync(file, 'utf8')));
