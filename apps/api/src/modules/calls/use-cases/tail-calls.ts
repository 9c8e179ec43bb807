import { Inject, Injectable } from '@nestjs/common';
import { type CallId, hasPermission, OPERATIONS, seconds } from '@sallyport/contracts';
import type { Coordination, Logger } from '@sallyport/service-kit';
import type { Response } from 'express';
import { callChannel, callWakeUpSchema } from '../../../platform/channels.js';
import { coalesce } from '../../../platform/coalesce.js';
import { OpenStreams } from '../../../platform/http/open-streams.js';
import type { OrgContext } from '../../../platform/http/request-state.js';
import { SseStream } from '../../../platform/http/sse.js';
import { CLOCK, COORDINATION, LOGGER } from '../../../platform/tokens.js';
import { CallsQueries } from '../calls.queries.js';

/** A changed role or a removed member loses an open tail within this time. */
const RECHECK_MS = seconds(4);
/** Longest a timer can run; tokens without an end are looked at again like all others. */
const TIMER_MS_MAX = 2 ** 31 - 1;
const BATCH_MAX = 200;
/** Ids that wait while a batch is read. When calls come faster than they can be shown, the oldest are not shown. */
const WAITING_MAX = 2000;

/**
 * Calls as they happen. The bus brings ids only; what the person sees is read under their organisation, so that a mistake on
 * the bus can show nothing foreign. Ends with the token, and when the permission goes.
 */
@Injectable()
export class TailCalls {
  constructor(
    @Inject(COORDINATION) private readonly coordination: Coordination,
    @Inject(CallsQueries) private readonly queries: CallsQueries,
    @Inject(OpenStreams) private readonly openStreams: OpenStreams,
    @Inject(LOGGER) private readonly logger: Pick<Logger, 'warn'>,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  async run(ctx: OrgContext, res: Response): Promise<void> {
    const stream = this.openStreams.add(new SseStream(res));
    const onError = (err: unknown): void => {
      this.logger.warn({ err, orgId: ctx.orgId, requestId: ctx.requestId }, 'call tail ended');
      stream.close();
    };
    const waiting = new Set<CallId>();
    const wake = coalesce(() => this.#sendWaiting(ctx, waiting, stream), onError);
    const unsubscribe = await this.coordination.subscribe(callChannel(ctx.orgId), (message) => {
      for (const id of callWakeUpSchema.parse(JSON.parse(message))) waiting.add(id as CallId);
      for (const id of waiting) if (waiting.size > WAITING_MAX) waiting.delete(id);
      wake();
    });
    stream.open();
    const recheck = coalesce(() => this.#closeUnlessAllowed(ctx, stream), onError);
    const timer = setInterval(recheck, RECHECK_MS);
    const expiry = setTimeout(
      () => stream.close(),
      Math.max(0, Math.min(ctx.credential.expiresAt - this.now(), TIMER_MS_MAX)),
    );
    await stream.closed;
    clearInterval(timer);
    clearTimeout(expiry);
    await unsubscribe();
  }

  async #sendWaiting({ orgId }: OrgContext, waiting: Set<CallId>, stream: SseStream): Promise<void> {
    while (waiting.size > 0 && stream.isOpen) {
      const ids = [...waiting].slice(0, BATCH_MAX);
      for (const id of ids) waiting.delete(id);
      for (const call of await this.queries.listByIds(orgId, ids)) stream.send('call', call);
    }
  }

  async #closeUnlessAllowed({ credential }: OrgContext, stream: SseStream): Promise<void> {
    const role = await credential.currentRole();
    if (role === null || !hasPermission(role, OPERATIONS.tailCalls.access)) stream.close();
  }
}
