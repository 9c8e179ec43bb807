import { AppError } from '@sallyport/contracts';
import { isModernVersion } from '@sallyport/mcp';
import type { Aggregate } from '../aggregate/aggregate.js';
import { ALL_SERVERS, placeAggregate } from '../aggregate/place-aggregate.js';
import type { Follower } from '../behaviour/follow.js';
import type { DefinitionBook } from '../definitions/definition-book.js';
import { unbatch } from '../downstream/batch.js';
import type { SseChannels } from '../downstream/sse-channels.js';
import type { Metrics } from '../metrics.js';
import type { Replicas } from '../replicas/join-replicas.js';
import type { InFlight } from '../sessions/in-flight.js';
import type { RequestStates } from '../sessions/request-state.js';
import type { SessionStore } from '../sessions/session-store.js';
import type { TaskOwners } from '../sessions/task-owners.js';
import type { OrgDirectory } from '../snapshot/org-directory.js';
import type { UpstreamRegistry } from '../upstream/upstream.js';
import { type AcceptOptions, accept } from './accept.js';
import { answerQuestion } from './answer-question.js';
import { askOpinion } from './ask-opinion.js';
import { askToConnect } from './ask-to-connect.js';
import { authenticate, type Identify } from './authenticate.js';
import { cancel, track } from './cancel.js';
import { checkHeaders } from './check-headers.js';
import { continueExchange } from './continue-exchange.js';
import { type DecideOptions, decide } from './decide.js';
import { type DeliverOptions, deliver } from './deliver.js';
import { endSession } from './end-session.js';
import type { Authenticated, Enter, Incoming, Outcome, Pipeline, Placed, Stage } from './exchange.js';
import { forward } from './forward.js';
import { hold } from './hold.js';
import { inForce } from './in-force.js';
import { inspectRequest } from './inspect-request.js';
import { listen } from './listen.js';
import { type ObligeOptions, oblige } from './oblige.js';
import { place } from './place.js';
import { readMessage } from './read-message.js';
import { recognise } from './recognise.js';
import { type RecordOutcomeOptions, recordDecision, recordOutcome } from './record.js';
import { type ResolveOptions, resolve } from './resolve.js';

export interface PipelineOptions
  extends AcceptOptions,
    Omit<DecideOptions, 'tasks'>,
    Omit<DeliverOptions, 'inForce'>,
    RecordOutcomeOptions,
    ObligeOptions,
    Omit<ResolveOptions, 'tasks'> {
  readonly identify: Identify;
  readonly enter: () => Enter;
  readonly channels: Pick<SseChannels, 'connect' | 'receive'>;
  readonly aggregate: Pick<Aggregate, 'message' | 'listen' | 'end'>;
  readonly states: RequestStates;
  readonly sessions: SessionStore;
  readonly directory: OrgDirectory;
  readonly registry: UpstreamRegistry;
  readonly book: DefinitionBook;
  readonly metrics: Metrics;
  readonly follower: Follower;
  readonly inFlight: InFlight;
  readonly tasks: TaskOwners;
  /** What the other replicas are told; null when there are none. */
  readonly news: Replicas['news'] | null;
  readonly others: Replicas['questions'] | null;
  readonly bodyBytesMax: number;
}

/** The way of every request through the gateway. The order is written here and nowhere else. */
export const composePipeline = (options: PipelineOptions): Pipeline => {
  const { registry, book, sessions, recorder, metrics } = options;
  const current = <E extends Parameters<typeof inForce>[1]>(exchange: E): E | null => inForce(options, exchange);

  const message = Chain.from<Placed>()
    // The body is there. One revision sends several messages at once: each of them comes back in on its own.
    .through(unbatch(options))
    // One message, parsed once and strictly; later stages share the parsed value.
    .through(readMessage)
    // Which client speaks, in which era and session: what its message may be depends on that.
    .through(recognise(sessions))
    // A cancellation finds it from here on: whatever is asked about it takes a while.
    .through(track(options.inFlight))
    // Method, target and definition: everything a decision needs to know, found before anything is judged.
    .through(resolve(options))
    // The headers a server routes by say what the body says that is decided.
    .through(checkHeaders)
    // What a client answers was asked of it, for this very request.
    .through(continueExchange(options.states))
    // Around all that may reach the server: it may want its user to sign in first, which the client can be asked for.
    .through(askToConnect(options.states))
    // Around all that may refuse: a server whose question was taken hears when the answer to it is.
    .through(answerQuestion(options.refusals))
    // Findings are facts policy may ask for, so they come before it.
    .through(inspectRequest(metrics, options.follower))
    // What nobody is sure of is asked about before it is decided.
    .through(askOpinion(options.opinions))
    // One function decides everything; nothing after it may widen what it allowed.
    .through(decide(options))
    // What the rules want besides their effect: limits and sign-ins may still refuse it.
    .through(oblige(options))
    // Evidence before effect: what cannot be recorded does not happen.
    .through(recordDecision(recorder))
    // Denied and held calls end here, recorded like all others.
    .through(hold)
    // A cancellation belongs to the request it names, wherever that is on its way.
    .through(cancel(options.inFlight, options.news))
    // Only now does the server hear of it, in the bytes that were inspected; what it answers is judged before it is delivered.
    .into(forward(options, deliver({ ...options, inForce: current })));

  // The server the path names, if this organisation has it.
  const one = Chain.from<Authenticated>()
    .through(place(registry, book))
    .into(
      byMethod(options.channels, {
        post: message,
        get: listen({ ...options, inForce: current }),
        end: endSession(options),
      }),
    );

  const { aggregate } = options;
  const aggregated = Chain.from<Placed>()
    .through(unbatch(options))
    .through(readMessage)
    .through(recognise(sessions))
    .into((exchange) => aggregate.message(exchange));
  const all = Chain.from<Authenticated>()
    .through(placeAggregate)
    .into(
      byMethod(options.channels, {
        post: aggregated,
        get: (placed) => aggregate.listen(placed),
        end: (placed) => aggregate.end(placed),
      }),
    );

  return (
    Chain.from<Incoming>()
      // Outermost, so that refusals of every stage are answered and recorded too.
      .through(recordOutcome(options))
      // What the head alone gives away costs nothing to refuse.
      .through(accept(options))
      // Nobody unknown gets further: not to a body, not to the name of a server.
      .through(authenticate(options.identify))
      // What is about all servers comes back in, a server at a time.
      .into((authenticated) => (authenticated.serverSlug === ALL_SERVERS ? all(authenticated) : one(authenticated)))
  );
};

interface Methods {
  readonly post: Run<Placed>;
  readonly get: Run<Placed>;
  readonly end: Run<Placed>;
}

/** Modern clients only post. A GET without a session is how clients of the oldest revision begin. */
const byMethod =
  (channels: PipelineOptions['channels'], { post, get, end }: Methods): Run<Placed> =>
  (placed) => {
    const { method, path, protocolVersion, channel, sessionId } = placed.head;
    const modern = protocolVersion !== null && isModernVersion(protocolVersion);
    if (modern && method !== 'POST') throw new AppError('request.method_not_allowed');
    // Whoever tries to post to the address of the oldest transport is to begin with its stream.
    if (path.endsWith('/sse') && method === 'POST' && channel === null) {
      throw new AppError('request.method_not_allowed');
    }
    switch (method) {
      case 'POST':
        return channel === null ? post(placed) : channels.receive(placed);
      case 'GET':
        return sessionId === null ? channels.connect(placed) : get(placed);
      case 'DELETE':
        return end(placed);
      default:
        throw new AppError('request.method_not_allowed');
    }
  };

/** Stages put one after the other; each one's result is what the next one takes, checked by the compiler. */
class Chain<In, Out> {
  private readonly wrap: (last: Run<Out>) => Run<In>;

  private constructor(wrap: (last: Run<Out>) => Run<In>) {
    this.wrap = wrap;
  }

  static from<In>(): Chain<In, In> {
    return new Chain<In, In>((last) => last);
  }

  through<Next>(stage: Stage<Out, Next>): Chain<In, Next> {
    return new Chain<In, Next>((last) => this.wrap(stage(last)));
  }

  into(last: Run<Out>): Run<In> {
    return this.wrap(last);
  }
}

type Run<T> = (exchange: T) => Promise<Outcome>;
