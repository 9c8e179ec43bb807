/** MCP methods people filter by and write rules about; others can still be typed. */
export const COMMON_METHODS = [
  'tools/call',
  'tools/list',
  'resources/read',
  'resources/list',
  'prompts/get',
  'prompts/list',
  'initialize',
] as const;
