import { AppError } from '@sallyport/contracts';
import type { DefinitionBook } from '../definitions/definition-book.js';
import type { Metrics } from '../metrics.js';
import type { InFlight } from '../sessions/in-flight.js';
import type { SessionStore } from '../sessions/session-store.js';
import type { OrgDirectory } from '../snapshot/org-directory.js';
import type { UpstreamRegistry } from '../upstream/upstream.js';
import { type AcceptOptions, accept } from './accept.js';
import { answerQuestion } from './answer-question.js';
import { authenticate } from './authenticate.js';
import { cancel } from './cancel.js';
import { type DecideOptions, decide } from './decide.js';
import { type DeliverOptions, deliver } from './deliver.js';
import { endSession } from './end-session.js';
import type { Incoming, Outcome, Placed, Stage } from './exchange.js';
import { forward } from './forward.js';
import { hold } from './hold.js';
import { inspectRequest } from './inspect-request.js';
import { listen } from './listen.js';
import { place } from './place.js';
import { readMessage } from './read-message.js';
import { type RecordOutcomeOptions, recordDecision, recordOutcome } from './record.js';
import { type ResolveOptions, resolve } from './resolve.js';
import type { Reviewer } from './review-message.js';

export interface PipelineOptions
  extends AcceptOptions,
    DecideOptions,
    DeliverOptions,
    RecordOutcomeOptions,
    Omit<ResolveOptions, 'sessions'> {
  readonly sessions: SessionStore;
  readonly directory: OrgDirectory;
  readonly registry: UpstreamRegistry;
  readonly book: DefinitionBook;
  readonly reviewer: Reviewer;
  readonly metrics: Metrics;
  readonly inFlight: InFlight;
  readonly bodyBytesMax: number;
}

/** Takes a request, answers it and records it. Rejects only when the gateway itself is broken. */
export type Pipeline = (incoming: Incoming) => Promise<Outcome>;

/** The way of every request through the gateway. The order is written here and nowhere else. */
export const composePipeline = (options: PipelineOptions): Pipeline => {
  const { directory, registry, book, sessions, recorder, reviewer, metrics, now } = options;

  const message = Chain.from<Placed>()
    // One message, read and parsed once and strictly; later stages share the parsed value.
    .through(readMessage(options.bodyBytesMax))
    // Session, method, target and definition: everything a decision needs to know, found before anything is judged.
    .through(resolve(options))
    // Around all that may refuse: a server whose question was taken hears when the answer to it is.
    .through(answerQuestion(options.refusals))
    // Findings are facts policy may ask for, so they come before it.
    .through(inspectRequest(reviewer.inspector, metrics))
    // One function decides everything; nothing after it may widen what it allowed.
    .through(decide(options))
    // Evidence before effect: what cannot be recorded does not happen.
    .through(recordDecision(recorder))
    // Denied and held calls end here, recorded like all others.
    .through(hold)
    // A cancellation belongs to the request it names, wherever that is on its way.
    .through(cancel(options.inFlight))
    // Only now does the server hear of it, in the bytes that were inspected.
    .through(forward(options.inFlight))
    .into(deliver(options));

  const stream = listen(options);
  const end = endSession(sessions);

  return (
    Chain.from<Incoming>()
      // Outermost, so that refusals of every stage are answered and recorded too.
      .through(recordOutcome(options))
      // What the head alone gives away costs nothing to refuse.
      .through(accept(options))
      // Nobody unknown gets further: not to a body, not to the name of a server.
      .through(authenticate(directory, now))
      // The server the path names, if this organisation has it.
      .through(place(registry, book))
      .into((placed) => {
        switch (placed.head.method) {
          case 'POST':
            return message(placed);
          case 'GET':
            return stream(placed);
          case 'DELETE':
            return end(placed);
          default:
            throw new AppError('request.method_not_allowed');
        }
      })
  );
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
