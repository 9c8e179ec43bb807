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
