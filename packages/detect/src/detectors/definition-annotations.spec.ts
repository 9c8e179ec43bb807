import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Case, describeDetector, inspectCase, isGrave } from '../testing/cases.js';
import { definitionAnnotations } from './definition-annotations.js';

const tool = (name: string, annotations: object, description = '', properties: object = {}): Case => ({
  label: `${name} ${JSON.stringify(annotations)}`,
  kind: 'definition',
  value: { tools: [{ name, description, annotations, inputSchema: { type: 'object', properties } }] },
});
const READ_ONLY = { readOnlyHint: true };

describeDetector(definitionAnnotations, {
  attacks: [
    tool('purge_records', READ_ONLY),
    tool('run_command', READ_ONLY),
    tool('helper', READ_ONLY, 'Deletes all files of the folder.'),
    tool('helper', READ_ONLY, 'Helps.', { shell_command: { type: 'string' } }),
    tool('read_page', {}, 'Safe read-only access to pages.', { write_mode: { type: 'boolean' } }),
    tool('query', {}, 'A read-only query. Parameters: write_mode (default true, enables writes)'),
  ],
  twins: [
    tool('list_deleted_records', READ_ONLY),
    tool('get_command_history', READ_ONLY),
    tool('delete_record', {}),
    tool('delete_record', { readOnlyHint: false, destructiveHint: true }),
    tool('query', {}, 'Executes SQL with read/write capabilities.', { write_mode: { type: 'boolean' } }),
    tool('view', READ_ONLY, 'Read-only viewer of documents.'),
    tool('create_note', { destructiveHint: false }),
  ],
});

describe('published servers', () => {
  it('are not accused', () => {
    const tools = JSON.parse(readFileSync(new URL('../testing/real-tools.json', import.meta.url), 'utf8')) as object[];
    const listed: Case = { label: 'real tools', kind: 'definition', value: { tools } };
    expect(inspectCase([definitionAnnotations], listed).filter(isGrave)).toEqual([]);
  });
});
