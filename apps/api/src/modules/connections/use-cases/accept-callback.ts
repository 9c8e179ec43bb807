import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { idSchema, type OrgId } from '@sallyport/contracts';
import { type Db, withOrg } from '@sallyport/db';
import type { PublicUrls } from '../../../platform/public-urls.js';
import { CLOCK, DATABASE, PUBLIC_URLS } from '../../../platform/tokens.js';
import { answerContext } from '../sign-in-secrets.js';
import { answerSignIn, findWaitingSignIn, hashOf } from '../sign-ins.repository.js';
import { Vault } from '../vault.js';

const TICKET_BYTES = 32;
const orgIdSchema = idSchema('org');

/**
 * Takes the answer of an authorization server, once. It is only kept here: who the browser belongs to is known to the
 * console alone, so the browser is sent there with a fresh ticket, and the code is exchanged when the person who started
 * the sign-in redeems it. Somebody who merely started it, and let another consent, never learns the ticket.
 */
@Injectable()
export class AcceptCallback {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(PUBLIC_URLS) private readonly urls: PublicUrls,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  /** @returns where the browser goes next; null when no sign-in waits for this answer */
  async run(parameters: URLSearchParams): Promise<string | null> {
    const state = parameters.get('state') ?? '';
    const orgId = orgIdSchema.safeParse(state.split('.', 1)[0]);
    return orgId.success ? this.#answer(orgId.data, state, parameters) : null;
  }

  async #answer(orgId: OrgId, state: string, parameters: URLSearchParams): Promise<string | null> {
    const waiting = await withOrg(this.db, orgId, async (tx) => {
      const signIn = await findWaitingSignIn(tx, state, new Date(this.now()));
      if (!signIn) return null;
      const org = await tx.selectFrom('organisations').select('slug').executeTakeFirstOrThrow();
      return { ...signIn, orgSlug: org.slug };
    });
    if (!waiting) return null;
    const answer = await this.vault.sealWith(orgId, waiting.key_id, answerContext(hashOf(state)), {
      query: parameters.toString(),
    });
    if (answer === null) return null;
    const ticket = randomBytes(TICKET_BYTES).toString('base64url');
    const isFirst = await withOrg(this.db, orgId, (tx) => answerSignIn(tx, { state, ticket, answer }));
    if (!isFirst) return null;
    const account = waiting.service_account_id === null ? {} : { account: waiting.service_account_id };
    return this.urls.connection(waiting.orgSlug, waiting.server_id, { ...account, ticket });
  }
}
