import { appendPointer } from '../files/pointer.js';

type Json = Readonly<Record<string, unknown>>;

/** One server of a client's configuration, whatever client it is of. */
export interface ServerEntry {
  readonly name: string;
  /** Pointer of the entry in the file. */
  readonly pointer: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty for a server that is started. */
  readonly url: string;
  readonly raw: Json;
}

/** Members under which clients keep their servers: Claude, Cursor and Windsurf; VS Code; its settings; Zed. */
const HOLDERS = [['mcpServers'], ['servers'], ['mcp', 'servers'], ['mcp'], ['context_servers']] as const;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const strings = (value: unknown): Readonly<Record<string, string>> =>
  isObject(value)
    ? Object.fromEntries(
        Object.entries(value).flatMap(([name, text]) =>
          typeof text === 'string' || typeof text === 'number' ? [[name, String(text)]] : [],
        ),
      )
    : {};

const list = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const isServer = (value: unknown): value is Json =>
  isObject(value) && ['command', 'url', 'serverUrl', 'httpUrl'].some((member) => member in value);

const toEntry = (name: string, pointer: string, raw: Json): ServerEntry => {
  // Some clients keep program and arguments together in one object or one list.
  const inner = isObject(raw.command) ? raw.command : raw;
  const whole = list(inner.command);
  return {
    name,
    pointer,
    command: whole[0] ?? text(inner.command ?? inner.path),
    args: [...whole.slice(1), ...list(inner.args)],
    env: { ...strings(inner.env), ...strings(inner.environment) },
    headers: strings(raw.headers),
    url: text(raw.url ?? raw.serverUrl ?? raw.httpUrl),
    raw,
  };
};

const entriesIn = (value: Json, base: string): readonly ServerEntry[] => {
  for (const path of HOLDERS) {
    const pointer = path.reduce<string>(appendPointer, base);
    const holder = path.reduce<unknown>((at, member) => (isObject(at) ? at[member] : undefined), value);
    if (!isObject(holder)) continue;
    const servers = Object.entries(holder).filter((pair): pair is [string, Json] => isServer(pair[1]));
    if (servers.length > 0) return servers.map(([name, raw]) => toEntry(name, appendPointer(pointer, name), raw));
  }
  return [];
};

/** Servers of a parsed configuration, those of single projects among them; null when it is none. */
export const serverEntries = (value: unknown): readonly ServerEntry[] | null => {
  if (!isObject(value)) return null;
  const projects = isObject(value.projects) ? Object.entries(value.projects) : [];
  const found = [
    ...entriesIn(value, ''),
    ...projects.flatMap(([folder, project]) =>
      isObject(project) ? entriesIn(project, appendPointer('/projects', folder)) : [],
    ),
  ];
  const isEmptyConfig = HOLDERS.slice(0, 2).some(([member]) => isObject(value[member]));
  return found.length > 0 || isEmptyConfig ? found : null;
};
