import { foldName } from './skeleton.js';

/** A name taken apart as registries build it. */
export interface ParsedName {
  readonly raw: string;
  /** Lower case, look-alikes folded. */
  readonly folded: string;
  /** `@scope`, `io.github.owner`, `github.com/owner`, `owner`; empty where there is none. */
  readonly owner: string;
  /** What follows the owner. */
  readonly base: string;
  /** Words of the base. */
  readonly words: readonly string[];
  /** Words of the base without what every server or package of a kind is called. */
  readonly core: readonly string[];
  /** The core in one. */
  readonly compact: string;
  /** The base in one. */
  readonly whole: string;
}

/** Words that say what kind of thing it is and not which one. */
const KIND_WORDS = new Set(
  'mcp server servers client model context protocol modelcontextprotocol js py ts node nodejs python lib sdk api cli go rs rust npm pkg package app tool tools official plugin'.split(
    ' ',
  ),
);
const GLUED = /^(.{4,}?)(?:js|py)$/;
const GLUED_FRONT = /^(?:py|node)(.{4,})$/;
const MCP_WORDS = new Set(['mcp', 'server', 'servers', 'context', 'protocol', 'modelcontextprotocol']);

/** Takes a name apart. Cost linear in its length. */
export function parseName(name: string): ParsedName {
  const folded = foldName(name.trim());
  const slash = folded.lastIndexOf('/');
  const registered =
    slash < 0 ? /^((?:io|com|ai|dev|org|net|co|app)\.[a-z0-9-]+(?:\.[a-z0-9-]+)*)\.([^.]+)$/.exec(folded) : null;
  const owner = slash >= 0 ? folded.slice(0, slash) : (registered?.[1] ?? '');
  const base = slash >= 0 ? folded.slice(slash + 1) : (registered?.[2] ?? folded);
  const words = base.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const core = words.filter((word) => !KIND_WORDS.has(word));
  return { raw: name, folded, owner, base, words, core, compact: core.join(''), whole: words.join('') };
}

/** The core without a language glued to its first or last word: `ethersjs`, `pyyaml`. */
export function withoutAffix(compact: string): readonly string[] {
  return [GLUED.exec(compact)?.[1], GLUED_FRONT.exec(compact)?.[1]].filter((part) => part !== undefined);
}

/** A package rather than a server: the words that name its kind are part of its name, as in `js-sha3`. */
export function isPackageName({ words }: ParsedName): boolean {
  return !words.some((word) => MCP_WORDS.has(word));
}

/** A word that names a kind of thing, such as `server`. */
export function isKindWord(word: string): boolean {
  return KIND_WORDS.has(word);
}

/** The last label of an owner: `owner` of `io.github.owner`, `scope` of `@scope`. */
export function ownerLabel(owner: string): string {
  return owner.replace(/^@/, '').split(/[./]/).at(-1) ?? '';
}
