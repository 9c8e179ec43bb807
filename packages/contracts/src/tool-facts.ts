import { z } from 'zod';

/** What a tool can do, as its definition lets one tell: never what the server merely claims it cannot. */
export const TOOL_CAPABILITIES = ['read', 'write', 'delete', 'execute', 'network', 'send', 'secrets'] as const;
export type ToolCapability = (typeof TOOL_CAPABILITIES)[number];

export const TOOL_RISKS = ['low', 'medium', 'high', 'critical'] as const;
export type ToolRisk = (typeof TOOL_RISKS)[number];

/** What an argument is for. */
export const ARGUMENT_ROLES = ['path', 'url', 'command', 'query', 'secret', 'identifier', 'free_text'] as const;
export type ArgumentRole = (typeof ARGUMENT_ROLES)[number];

/** JSON pointer into the arguments (`/path`, `/files/0`) to the role of the string that is there. */
export const argumentRolesSchema = z.record(z.string().max(512), z.enum(ARGUMENT_ROLES));
export type ArgumentRoles = z.infer<typeof argumentRolesSchema>;
