import { hash } from 'node:crypto';

/** Longest name of a tool or prompt that hosts take. */
const NAME_LENGTH_MAX = 64;
const SEPARATOR = '__';
const SLUG_LENGTH_MAX = 24;
const DIGEST_LENGTH = 10;
const PLAIN = /^[A-Za-z0-9_-]+$/;
const LOOKS_DIGESTED = /_[0-9a-f]{10}$/;

/**
 * The name a tool or prompt of a server has among those of all servers: `{server}__{name}` where that is at most 64 characters
 * every host takes, else a shortened one with a digest of both. The two forms cannot be mistaken for each other: slugs have no
 * underscore, and a name that looks digested is always digested.
 */
export const aggregateName = (slug: string, name: string): string => {
  const plain = `${slug}${SEPARATOR}${name}`;
  if (plain.length <= NAME_LENGTH_MAX && PLAIN.test(plain) && !LOOKS_DIGESTED.test(plain)) return plain;
  const digest = hash('sha256', `${slug} ${name}`, 'hex').slice(0, DIGEST_LENGTH);
  const start = `${slug.slice(0, SLUG_LENGTH_MAX)}${SEPARATOR}`;
  const room = NAME_LENGTH_MAX - start.length - DIGEST_LENGTH - 1;
  return `${start}${name.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, room)}_${digest}`;
};

/** Server and name of a plain aggregate name; null for one that has to be looked up. */
export const plainParts = (aggregate: string): { readonly slug: string; readonly name: string } | null => {
  const at = aggregate.indexOf(SEPARATOR);
  if (at <= 0) return null;
  const parts = { slug: aggregate.slice(0, at), name: aggregate.slice(at + SEPARATOR.length) };
  return aggregateName(parts.slug, parts.name) === aggregate ? parts : null;
};

const ADDRESSED = /^sallyport:([a-z0-9-]{1,48}):(.+)$/s;

/** A resource by its server, for addresses that more than one server has. */
export const aggregateUri = (slug: string, uri: string): string => `sallyport:${slug}:${uri}`;

/** Server and address of such a resource; null for an address as servers give them. */
export const uriParts = (uri: string): { readonly slug: string; readonly uri: string } | null => {
  const [, slug, own] = ADDRESSED.exec(uri) ?? [];
  return slug === undefined || own === undefined ? null : { slug, uri: own };
};

const LITERALS = /\{[^{}]*\}/;

/**
 * Whether a URI may come of a template: its literal parts stand in it in their order, the first at its start, the last at its
 * end. Linear in both, whatever a server writes as its template.
 */
export const mayComeOf = (template: string, uri: string): boolean => {
  const parts = template.split(LITERALS);
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (parts.length === 1) return uri === template;
  if (!uri.startsWith(first) || !uri.endsWith(last) || uri.length < first.length + last.length) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = uri.indexOf(part, at);
    if (found < 0 || found + part.length > uri.length - last.length) return false;
    at = found + part.length;
  }
  return true;
};

const QUESTION = /^([a-z0-9-]{1,48})~(.+)$/s;

/** The id under which a client of all servers sees the question of one. */
export const aggregateId = (slug: string, id: string | number): string => `${slug}~${id}`;

/** Server and id of such a question; null for anything else. */
export const idParts = (id: unknown): { readonly slug: string; readonly id: string } | null => {
  const [, slug, own] = (typeof id === 'string' ? QUESTION.exec(id) : null) ?? [];
  return slug === undefined || own === undefined ? null : { slug, id: own };
};
