import { describe, expect, it } from 'vitest';
import { type NamedTool, toolCollisions } from './tool-collisions.js';

const tool = (server: string, name: string): NamedTool => ({ server, name });
const kinds = (...tools: NamedTool[]) => toolCollisions(tools).map(({ kind }) => kind);

describe('tools whose names can be confused', () => {
  it('finds look-alike letters and digits', () => {
    expect(kinds(tool('files', 'read_file'), tool('helper', 'read_fi1e'))).toEqual(['confusable']);
    expect(kinds(tool('files', 'read_file'), tool('helper', 're\u0430d_file'))).toEqual(['confusable']);
    expect(kinds(tool('files', 'read_file'), tool('helper', 'read_\u200bfile'))).toEqual(['confusable']);
  });

  it('finds a name twice in one list, in whatever spelling', () => {
    expect(kinds(tool('files', 'read_file'), tool('files', 'read_file'))).toEqual(['twice']);
    expect(kinds(tool('files', 'read_file'), tool('files', 'readFile'))).toEqual(['twice']);
  });

  it('finds a slip of one letter on another server', () => {
    expect(kinds(tool('tracker', 'create_ticket'), tool('helper', 'create_tiket'))).toEqual(['misspelt']);
  });

  it('finds a name that carries another server as its namespace', () => {
    expect(kinds(tool('github', 'create_issue'), tool('helper', 'github__create_issue'))).toEqual(['namespace']);
  });

  it('lets pass what many servers honestly share', () => {
    const honest = [
      tool('web', 'search'),
      tool('mail', 'search'),
      tool('tracker', 'list_issue'),
      tool('forge', 'list_issues'),
      tool('a', 'get_page_v1'),
      tool('b', 'get_page_v2'),
      tool('github', 'github__search_code'),
      tool('c', 'read'),
      tool('d', 'load'),
    ];
    expect(toolCollisions(honest)).toEqual([]);
  });

  it('takes ten thousand tools in less than a second', () => {
    const many = Array.from({ length: 10_000 }, (_, i) =>
      tool(`s${i % 50}`, `get_${(i * 7919).toString(36)}_record_${i}`),
    );
    const started = performance.now();
    toolCollisions(many);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
