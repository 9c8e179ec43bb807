import { readFile, stat } from 'node:fs/promises';
import { ANSWER_LIMITS, locate, McpParseError, validateJson } from '@sallyport/mcp';
import { CliError, EXIT, systemCode } from '../../cli-error.js';
import { serverEntries } from '../config/entry.js';
import { inspectEntry } from '../config/inspect-entry.js';
import type { Judge } from '../judge/judge.js';
import { readRecord } from '../judge/record.js';
import type { Judgement } from '../judge/verdict.js';
import type { InspectedFile, InspectedItem, Region } from './inspected-file.js';
import { placeAt, toPlainJson } from './json-text.js';
import { appendPointer } from './pointer.js';

/** Larger files are no configurations and no lists of tools; records come on stdin. */
const FILE_BYTES_MAX = 64 * 1024 * 1024;

type Json = Readonly<Record<string, unknown>>;

/**
 * Inspects one file: a client's configuration, a list of tools, or records where its name ends in `.jsonl`.
 * @throws CliError when the file cannot be read
 */
export const inspectFile = async (file: string, judge: Judge): Promise<InspectedFile> => {
  const bytes = await readBytes(file);
  if (/\.(?:jsonl|ndjson)$/i.test(file)) return inspectRecords(file, bytes, judge);
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  const plain = toPlainJson(text);
  let value: unknown;
  try {
    value = JSON.parse(plain);
  } catch {
    return { file, items: [], problems: [{ line: faultLine(plain), message: 'This is not JSON.' }] };
  }
  const items = itemsOf(value, judge);
  if (items === null) {
    const message = 'This is neither a configuration of an MCP client nor a list of tools.';
    return { file, items: [], problems: [{ line: 1, message }] };
  }
  const regionOf = createRegionOf(plain);
  return {
    file,
    items: items.map(({ judgement, ...item }) => ({
      ...item,
      judgement,
      regions: judgement.findings.map(({ pointer }) => regionOf(pointer)),
    })),
    problems: [],
  };
};

const readBytes = async (file: string): Promise<Buffer> => {
  try {
    if ((await stat(file)).size > FILE_BYTES_MAX) {
      throw new CliError(EXIT.failed, `${file} is larger than 64 MiB. Records can be read from stdin.`);
    }
    return await readFile(file);
  } catch (cause) {
    if (cause instanceof CliError) throw cause;
    const why = systemCode(cause) === 'ENOENT' ? 'does not exist' : `cannot be read (${systemCode(cause)})`;
    throw new CliError(EXIT.failed, `The file ${file} ${why}.`, cause);
  }
};

/** Line of the first byte that cannot be read. */
const faultLine = (text: string): number => {
  const bytes = Buffer.from(text);
  try {
    validateJson(bytes, ANSWER_LIMITS);
  } catch (err) {
    if (err instanceof McpParseError) return placeAt(text, bytes.subarray(0, err.offset).toString().length).line;
  }
  return 1;
};

type Item = Omit<InspectedItem, 'regions'>;

const itemsOf = (value: unknown, judge: Judge): readonly Item[] | null => {
  const tools = toolsOf(value);
  if (tools !== null) return tools.map(({ tool, pointer }) => inspectTool(tool, pointer, judge));
  const entries = serverEntries(value);
  if (entries === null) return null;
  return entries.map((entry) => ({
    kind: 'server',
    name: entry.name,
    judgement: judge.judgeServer(inspectEntry(entry, judge.inspector, judge.names)),
  }));
};

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isTool = (value: unknown): value is Json & { readonly name: string } =>
  isObject(value) && typeof value.name === 'string' && ('inputSchema' in value || 'description' in value);

type FoundTool = { readonly tool: Json & { readonly name: string }; readonly pointer: string };

/** An array of tools, an answer to tools/list, its result, or one tool; null for anything else. */
const toolsOf = (value: unknown): readonly FoundTool[] | null => {
  if (isTool(value) && 'inputSchema' in value) return [{ tool: value, pointer: '' }];
  const found = [
    [value, ''],
    [isObject(value) ? value.tools : undefined, '/tools'],
    [isObject(value) && isObject(value.result) ? value.result.tools : undefined, '/result/tools'],
  ] as const;
  for (const [list, pointer] of found) {
    if (!Array.isArray(list) || (list.length > 0 && !list.some(isTool))) continue;
    return list.flatMap((tool, index) => (isTool(tool) ? [{ tool, pointer: appendPointer(pointer, index) }] : []));
  }
  return null;
};

const inspectTool = (tool: Json & { readonly name: string }, pointer: string, judge: Judge): Item => {
  const judgement = judge.judge({ surface: 'tool_definition', payload: tool });
  const findings = judgement.findings.map((finding) => ({ ...finding, pointer: `${pointer}${finding.pointer}` }));
  return { kind: 'tool', name: tool.name, judgement: { ...judgement, findings } };
};

/** Where values stand; what cannot be found, such as the value of a name that stands twice, is at the start. */
const createRegionOf = (plain: string): ((pointer: string) => Region) => {
  const bytes = Buffer.from(plain);
  const place = (offset: number) => placeAt(plain, bytes.subarray(0, offset).toString().length);
  return (pointer) => {
    const span = locate(bytes, pointer) ?? { start: 0, end: 0 };
    return { start: place(span.start), end: place(span.end) };
  };
};

const inspectRecords = (file: string, bytes: Buffer, judge: Judge): InspectedFile => {
  const items: InspectedItem[] = [];
  const problems: { line: number; message: string }[] = [];
  bytes
    .toString('latin1')
    .split('\n')
    .forEach((text, index) => {
      if (text.trim() === '') return;
      const line = index + 1;
      const record = readRecord(Buffer.from(text, 'latin1'));
      if (!record.ok) {
        problems.push({ line, message: record.problem.message });
        return;
      }
      const judgement: Judgement = judge.judge(record.subject);
      const region = { start: { line, column: 1 }, end: { line, column: text.length + 1 } };
      items.push({
        kind: 'record',
        name: String(record.id ?? line),
        judgement,
        regions: judgement.findings.map(() => region),
      });
    });
  return { file, items, problems };
};
