import { gatewayIdSchema } from '@sallyport/contracts';
import { envHttpUrl, envList, envPort, LOG_LEVELS, secret } from '@sallyport/service-kit';
import { z } from 'zod';
import { isNetwork } from './http/client-address.js';

/** The gateway's static settings; what changes while it runs arrives as snapshots. */
export const gatewayConfigSchema = z.object({
  GATEWAY_HOST: z.string().min(1).max(255).default('127.0.0.1').describe('address to listen on'),
  GATEWAY_PORT: envPort().default(4602).describe('TCP port to listen on'),
  GATEWAY_ID: gatewayIdSchema.describe('name of this instance, the same after every restart'),
  REDIS_URL: secret()
    .optional()
    .describe('Redis over which replicas work as one; without it every replica serves only what began on it'),
  GATEWAY_TOKEN: secret({ lengthMin: 32 }).describe('token this gateway shows the api'),
  API_URL: envHttpUrl().describe('base URL of the api'),
  CONSOLE_URL: envHttpUrl().describe('base URL of the console; denied callers get links to it'),
  SNAPSHOT_PUBLIC_KEY: z
    .base64()
    .min(40)
    .max(256)
    .describe('public key of snapshot signatures, base64 of its SPKI DER form'),
  GATEWAY_SESSION_KEY: secret({ bytes: 32 }).describe(
    'key that seals session ids and what replicas tell each other, the same on every replica',
  ),
  GATEWAY_DATA_DIR: z.string().min(1).max(4096).describe('folder for records and the last good snapshots'),
  GATEWAY_LAUNCHERS: z
    .string()
    .max(4096)
    .optional()
    .describe('JSON file of the commands hosted stdio servers may start; without it none may'),
  GATEWAY_ALLOWED_HOSTS: envList().describe('extra Host values to accept, comma separated'),
  GATEWAY_ALLOWED_ORIGINS: envList().describe('Origins of browsers that may call, comma separated'),
  GATEWAY_UPSTREAM_ALLOW: envList().describe('host:port on private networks that may be dialled, comma separated'),
  GATEWAY_TRUSTED_PROXIES: envList()
    .refine((networks) => networks.every(isNetwork), 'addresses or networks, such as 10.0.0.0/8')
    .describe('addresses or networks of proxies whose X-Forwarded-For is believed, comma separated'),
  GATEWAY_REPLICAS: z.coerce
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(1)
    .describe('how many gateways share REDIS_URL; while Redis is away each allows its share of every limit'),
  GATEWAY_MODEL_DIR: z
    .string()
    .max(4096)
    .optional()
    .describe('folder of an ONNX text classifier that is asked about what is uncertain; without it none is'),
  GATEWAY_MODEL_RUNTIME: z
    .string()
    .max(4096)
    .optional()
    .describe('module that runs it; onnxruntime-node or onnxruntime-web, whichever is installed, unless given'),
  GATEWAY_MODEL_THREADS: z.coerce.number().int().min(1).max(16).default(1).describe('threads that hold the model'),
  GATEWAY_JUDGE_URL: envHttpUrl()
    .optional()
    .describe('base URL of an OpenAI-compatible endpoint that is asked about what is uncertain; without it none is'),
  GATEWAY_JUDGE_MODEL: z.string().min(1).max(200).default('default').describe('model to ask for there'),
  GATEWAY_JUDGE_KEY: secret().optional().describe('bearer token for it'),
  GATEWAY_JUDGE_ORGS: envList().describe('organisations whose texts may be sent there, or *; nobody unless named'),
  GATEWAY_JUDGE_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .max(10_000)
    .default(30)
    .describe('questions to it a minute, for each organisation'),
  GATEWAY_OPINION_DEADLINE_MS: z.coerce
    .number()
    .int()
    .min(10)
    .max(30_000)
    .default(1_500)
    .describe('longest an uncertain call waits for second opinions'),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
});

export type GatewayConfig = z.infer<typeof gatewayConfigSchema>;
