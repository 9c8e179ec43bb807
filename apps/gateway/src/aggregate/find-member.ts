import type { DefinitionKind } from '@sallyport/contracts';
import type { DefinitionBook } from '../definitions/definition-book.js';
import type { DefinitionScout } from '../definitions/definition-scout.js';
import type { Authenticated } from '../pipeline/exchange.js';
import type { OrgRuntime, ServerRuntime } from '../snapshot/org-runtime.js';
import { aggregateName, mayComeOf, plainParts, uriParts } from './names.js';

/** One thing of one server. */
export interface Member {
  readonly slug: string;
  /** Its name or address there. */
  readonly name: string;
}

/** Whose names and addresses they are, and in whose name servers are listed. */
export type Caller = Pick<Authenticated, 'org' | 'principal'>;

/** Finds out which server a name or address among all servers belongs to. */
export class MemberFinder {
  private readonly book: Pick<DefinitionBook, 'of'>;
  private readonly scout: Pick<DefinitionScout, 'ensureListed'>;

  constructor(book: Pick<DefinitionBook, 'of'>, scout: Pick<DefinitionScout, 'ensureListed'>) {
    this.book = book;
    this.scout = scout;
  }

  /** The tool or prompt of this aggregate name; null when no server has it. */
  async byName({ org, principal }: Caller, kind: 'tool' | 'prompt', aggregate: string): Promise<Member | null> {
    const plain = plainParts(aggregate);
    if (plain !== null && enabled(org, plain.slug)) return plain;
    return this.search({ org, principal }, (server) => {
      const { slug } = server.server;
      const name = this.namesOf(org, server, kind).find((own) => aggregateName(slug, own) === aggregate);
      return name === undefined ? null : { slug, name };
    });
  }

  /** The server that lists this address, or a template it may come of; null when none does. */
  async byUri({ org, principal }: Caller, uri: string): Promise<Member | null> {
    const addressed = uriParts(uri);
    if (addressed !== null) return enabled(org, addressed.slug) ? { slug: addressed.slug, name: addressed.uri } : null;
    const whoseIs =
      (has: (server: ServerRuntime) => boolean) =>
      (server: ServerRuntime): Member | null =>
        has(server) ? { slug: server.server.slug, name: uri } : null;
    return this.search(
      { org, principal },
      whoseIs((server) => this.lists(org, server, uri)),
      // A template says what a server might have, and one may stand for everything; what is listed is the lister's.
      whoseIs((server) => this.mayHave(org, server, uri)),
    );
  }

  private lists(org: OrgRuntime, { pins, server }: ServerRuntime, uri: string): boolean {
    return (
      pins.find('resource', uri) !== undefined || this.book.of(org.orgId, server.id).find('resource', uri) !== undefined
    );
  }

  private mayHave(org: OrgRuntime, server: ServerRuntime, uri: string): boolean {
    return this.namesOf(org, server, 'resource_template').some(
      (template) => mayComeOf(template, uri) || template === uri,
    );
  }

  private namesOf(org: OrgRuntime, { pins, server }: ServerRuntime, kind: DefinitionKind): string[] {
    const observed = this.book.of(org.orgId, server.id).list(kind);
    return [...new Set([...pins.names(kind), ...observed.map(({ name }) => name)])];
  }

  /**
   * Looks at what is known first, then lists servers that were not listed yet.
   * @param looks  the first that finds something at any server decides
   */
  private async search({ org, principal }: Caller, ...looks: readonly Look[]): Promise<Member | null> {
    const servers = enabledServers(org);
    const known = firstOf(servers, looks);
    if (known !== null) return known;
    await Promise.allSettled(servers.map((server) => this.scout.ensureListed(org.orgId, server, principal.id)));
    return firstOf(servers, looks);
  }
}

type Look = (server: ServerRuntime) => Member | null;

const firstOf = (servers: readonly ServerRuntime[], looks: readonly Look[]): Member | null => {
  for (const look of looks) {
    for (const server of servers) {
      const found = look(server);
      if (found !== null) return found;
    }
  }
  return null;
};

/** Servers an organisation uses, by slug. */
export const enabledServers = (org: OrgRuntime): ServerRuntime[] =>
  org.servers
    .filter((server) => server.enabled)
    .map(({ slug }) => org.findServer(slug))
    .filter((server) => server !== undefined)
    .sort((a, b) => (a.server.slug < b.server.slug ? -1 : 1));

const enabled = (org: OrgRuntime, slug: string): boolean => org.findServer(slug)?.server.enabled === true;
