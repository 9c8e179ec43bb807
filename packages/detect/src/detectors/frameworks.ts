/**
 * Ids of the public frameworks findings refer to: OWASP Top 10 for LLM Applications (2026 numbering), OWASP MCP Top 10
 * (2025), OWASP Top 10 for Agentic Applications (2026) and MITRE ATLAS.
 */
export const FRAMEWORKS = {
  llmPromptInjection: 'OWASP-LLM-2026:LLM01',
  llmDisclosure: 'OWASP-LLM-2026:LLM02',
  llmHiddenContext: 'OWASP-LLM-2026:LLM08',
  mcpSecretExposure: 'OWASP-MCP-2025:MCP01',
  mcpToolPoisoning: 'OWASP-MCP-2025:MCP03',
  mcpCommandInjection: 'OWASP-MCP-2025:MCP05',
  mcpIntentSubversion: 'OWASP-MCP-2025:MCP06',
  mcpOverSharing: 'OWASP-MCP-2025:MCP10',
  agenticGoalHijack: 'OWASP-Agentic-2026:ASI01',
  agenticToolMisuse: 'OWASP-Agentic-2026:ASI02',
  agenticIdentityAbuse: 'OWASP-Agentic-2026:ASI03',
  agenticSupplyChain: 'OWASP-Agentic-2026:ASI04',
  agenticCodeExecution: 'OWASP-Agentic-2026:ASI05',
  atlasIndirectInjection: 'ATLAS:AML.T0051.001',
  atlasJailbreak: 'ATLAS:AML.T0054',
  atlasPromptExtraction: 'ATLAS:AML.T0056',
  atlasDataLeakage: 'ATLAS:AML.T0057',
} as const;

/** What several detectors stand for alike. */
const ids = (...names: readonly (keyof typeof FRAMEWORKS)[]): readonly string[] =>
  names.map((name) => FRAMEWORKS[name]);

/** An order in what a server answers. */
export const INDIRECT_INJECTION = ids(
  'llmPromptInjection',
  'mcpIntentSubversion',
  'agenticGoalHijack',
  'atlasIndirectInjection',
);
/** The same, written so that people do not see it. */
export const HIDDEN_INJECTION = ids('llmPromptInjection', 'mcpIntentSubversion', 'atlasIndirectInjection');
/** A model is talked out of its limits. */
export const JAILBREAK = ids('llmPromptInjection', 'agenticGoalHijack', 'atlasJailbreak');
/** An order that outlives the conversation. */
export const LASTING_ORDER = ids('llmPromptInjection', 'agenticGoalHijack', 'mcpIntentSubversion');
/** An order in the name of somebody who may give it. */
export const FEIGNED_AUTHORITY = ids(
  'llmPromptInjection',
  'agenticGoalHijack',
  'agenticIdentityAbuse',
  'mcpIntentSubversion',
);
/** An order to give something away. */
export const INJECTED_DISCLOSURE = ids('llmPromptInjection', 'llmDisclosure', 'agenticGoalHijack', 'atlasDataLeakage');
/** An order in a tool's definition. */
export const POISONED_ORDER = ids('llmPromptInjection', 'mcpToolPoisoning', 'agenticGoalHijack');
/** A definition that reaches for another server's tool. */
export const FOREIGN_TOOL = ids('llmPromptInjection', 'mcpToolPoisoning', 'agenticToolMisuse');
/** A definition that brings a program. */
export const POISONED_LAUNCH = ids('mcpToolPoisoning', 'mcpCommandInjection', 'agenticCodeExecution');
/** The words a model was set up with. */
export const PROMPT_EXTRACTION = ids('llmHiddenContext', 'agenticGoalHijack', 'atlasPromptExtraction');
/** What a model knows, and may do, besides. */
export const PROMPT_RECONNAISSANCE = ids(
  'llmHiddenContext',
  'llmDisclosure',
  'agenticGoalHijack',
  'atlasPromptExtraction',
);
/** Arguments that are run. */
export const COMMAND_INJECTION = ids('mcpCommandInjection', 'agenticCodeExecution');
/** Arguments that make a tool do something else. */
export const ARGUMENT_INJECTION = ids('mcpCommandInjection', 'agenticToolMisuse');
/** A tool that is used for what nobody meant it for. */
export const OFF_INTENT = ids('mcpIntentSubversion', 'agenticToolMisuse');
