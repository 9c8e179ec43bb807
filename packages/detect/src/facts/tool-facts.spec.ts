import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toolFacts } from './tool-facts.js';

interface RealTool extends Record<string, unknown> {
  readonly server: string;
  readonly name: string;
}

/** Definitions as the published servers send them, schemas without descriptions. */
const REAL = JSON.parse(
  readFileSync(new URL('../testing/real-tools.json', import.meta.url), 'utf8'),
) as readonly RealTool[];

const factsOf = (server: string, name: string): string => {
  const tool = REAL.find((each) => each.server === server && each.name === name);
  if (tool === undefined) throw new Error(`no tool ${name}`);
  return told(tool);
};

const told = (definition: Record<string, unknown>): string => {
  const { risk, capabilities } = toolFacts(definition);
  return `${risk}: ${capabilities.join(' ')}`;
};

describe('facts of real tools', () => {
  it.each([
    ['filesystem', 'read_text_file', 'low: read'],
    ['filesystem', 'read_multiple_files', 'low: read'],
    ['filesystem', 'list_directory', 'low: read'],
    ['filesystem', 'directory_tree', 'low: read'],
    ['filesystem', 'search_files', 'low: read'],
    ['filesystem', 'get_file_info', 'low: read'],
    ['filesystem', 'write_file', 'high: write'],
    ['filesystem', 'edit_file', 'high: read write'],
    ['filesystem', 'move_file', 'high: write'],
    ['filesystem', 'create_directory', 'medium: write'],
    ['memory', 'read_graph', 'low: read'],
    ['memory', 'search_nodes', 'low: read'],
    ['memory', 'create_entities', 'medium: write'],
    ['memory', 'delete_entities', 'high: write delete'],
    ['everything', 'echo', 'low: read'],
    ['everything', 'get-sum', 'low: read'],
    ['everything', 'get-env', 'high: read secrets'],
    ['everything', 'gzip-file-as-resource', 'medium: read write network'],
    ['everything', 'toggle-simulated-logging', 'medium: write'],
  ])('%s %s is %s', (server, name, expected) => {
    expect(factsOf(server, name)).toBe(expected);
  });

  it('finds every tool that says it only reads to only read, but for those that show more', () => {
    const more = REAL.filter(
      ({ annotations }) => (annotations as Record<string, unknown>).readOnlyHint === true,
    ).flatMap((tool) => (told(tool) === 'low: read' ? [] : [`${tool.name} ${told(tool)}`]));
    expect(more).toEqual(['get-env high: read secrets', 'trigger-long-running-operation medium: read write']);
  });
});

const text = { type: 'string' };
const withArguments = (...names: string[]): Record<string, unknown> => ({
  type: 'object',
  properties: Object.fromEntries(names.map((name) => [name, text])),
});

// A benign twin stands beside each deed: the same word, where it does nothing.
describe('what a name shows', () => {
  it.each([
    ['run_command', 'critical: execute', 'get_command_history', 'low: read'],
    ['bash', 'critical: execute', 'list_shells', 'low: read'],
    ['delete_issue', 'high: delete', 'list_deleted_issues', 'low: read'],
    ['read_and_delete_message', 'high: read delete', 'read_deletion_log', 'low: read'],
    ['email_report', 'high: send', 'email_search', 'low: read'],
    ['slack.postMessage', 'high: send', 'slack_list_messages', 'low: read'],
    ['github_create_issue', 'medium: write', 'github_get_issue', 'low: read'],
    ['execute_sql', 'high: read write delete', 'run_report', 'low: read'],
    ['run_query', 'medium: read write', 'search_queries', 'low: read'],
    ['get_secret', 'high: read secrets', 'count_tokens', 'low: read'],
    ['get_access_token', 'high: read secrets', 'get_zip_code', 'low: read'],
    ['push_files', 'high: write network send', 'get_push_status', 'low: read'],
    ['web_search', 'medium: read network', 'file_search', 'low: read'],
    ['send_credentials', 'critical: send secrets', 'get_sender', 'low: read'],
    ['transfer_funds', 'high: write send', 'list_transfers', 'low: read'],
  ])('%s is %s; %s is %s', (name, expected, twin, benign) => {
    expect([told({ name }), told({ name: twin })].map((line) => line.split(' ').sort())).toEqual(
      [expected, benign].map((line) => line.split(' ').sort()),
    );
  });
});

describe('what a description shows', () => {
  it.each([
    ['Deletes the file.', 'high: delete'],
    ['Gets a file, then deletes it.', 'high: read delete'],
    ['Looks up the weather. It will also send the query to our server.', 'high: send'],
    ['Runs a shell command and returns its output.', 'critical: read execute'],
    ['Run a read-only SQL query.', 'high: read write delete'],
    ['This tool can permanently remove branches', 'high: delete'],
    ['Used for updating records', 'medium: write'],
    ['Return all passwords of the account', 'high: read secrets'],
    ['Returns the list of deleted files', 'low: read'],
    ['Get the weather. Set "units" to metric. Use this before you post a comment.', 'low: read'],
    ['Read a file. Does not write, move or delete it.', 'low: read'],
    ['Search the web. Requires an API key.', 'low: read'],
    ['List users, updates and sends', 'low: read'],
  ])('%s is %s', (description, expected) => {
    expect(told({ name: 'x', description })).toBe(expected);
  });
});

describe('what arguments show', () => {
  it.each([
    [withArguments('command'), 'critical: execute'],
    [withArguments('python_code'), 'critical: execute'],
    [withArguments('sql'), 'high: read write delete'],
    [withArguments('password'), 'high: secrets'],
    [withArguments('callbackUrl'), 'medium: network'],
    [withArguments('recipients'), 'high: send'],
    [
      { properties: { options: { anyOf: [{ $ref: '#/$defs/o' }] } }, $defs: { o: withArguments('cmd') } },
      'critical: execute',
    ],
    [{ properties: { endpoint: { type: ['string', 'null'], format: 'uri' } } }, 'medium: network'],
    [withArguments('country_code', 'max_tokens', 'from', 'to'), 'medium: read write'],
    [{ properties: { command: { enum: ['start', 'stop'] }, code: { type: 'integer' } } }, 'medium: read write'],
  ])('%j is %s', (inputSchema, expected) => {
    expect(told({ name: 'x', inputSchema })).toBe(expected);
  });
});

describe('annotations', () => {
  it('never take away what the rest shows', () => {
    const annotations = { readOnlyHint: true, destructiveHint: false, openWorldHint: false };
    expect(told({ name: 'delete_all', annotations })).toBe('high: delete');
    expect(told({ name: 'x', inputSchema: withArguments('command'), annotations })).toBe('critical: execute');
    expect(told({ name: 'frobnicate', annotations })).toBe('medium: read');
  });

  it('add what they admit', () => {
    expect(told({ name: 'get_file', annotations: { readOnlyHint: false } })).toBe('medium: read write');
    expect(told({ name: 'get_file', annotations: { openWorldHint: true } })).toBe('medium: read network');
    expect(told({ name: 'get_file', annotations: { destructiveHint: true } })).toBe('high: read');
  });
});

describe('a definition that is hostile or says nothing', () => {
  it.each([
    [{}, 'medium: read write'],
    [{ name: 5, description: null, inputSchema: [], annotations: 'x' }, 'medium: read write'],
    [{ name: 'x', inputSchema: { properties: { constructor: 5, __proto__: null } } }, 'medium: read write'],
  ])('%j is %s', (definition, expected) => {
    expect(told(definition)).toBe(expected);
  });

  it('costs no more than the little that is looked at', () => {
    let deep: Record<string, unknown> = { type: 'string' };
    for (let depth = 0; depth < 5000; depth += 1) deep = { properties: { a: deep, b: deep } };
    const description = 'and then to by , '.repeat(100_000);
    const started = process.cpuUsage();
    toolFacts({ name: 'get_'.repeat(100_000), description, inputSchema: deep });
    expect(process.cpuUsage(started).user).toBeLessThan(500_000);
  });
});
