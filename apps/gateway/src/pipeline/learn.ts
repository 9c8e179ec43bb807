import type { Answered, Incoming } from './exchange.js';

type Unlearnt = { [K in Exclude<keyof Answered, keyof Incoming>]: unknown };

/**
 * The object that travels through the pipeline, with a place for every fact from the start: an object that grows while it
 * travels changes its shape at every stage, and each change costs more than the stage's own look-ups.
 */
class Traveller implements Incoming, Unlearnt {
  readonly evidence: Incoming['evidence'];
  readonly head: Incoming['head'];
  readonly readBody: Incoming['readBody'];
  readonly reply: Incoming['reply'];
  readonly orgSlug: string;
  readonly serverSlug: string;
  org: unknown = undefined;
  principal: unknown = undefined;
  signedInAt: unknown = undefined;
  server: unknown = undefined;
  upstream: unknown = undefined;
  definitions: unknown = undefined;
  body: unknown = undefined;
  message: unknown = undefined;
  peer: unknown = undefined;
  session: unknown = undefined;
  spec: unknown = undefined;
  questionId: unknown = undefined;
  target: unknown = undefined;
  definition: unknown = undefined;
  continued: unknown = undefined;
  args: unknown = undefined;
  argumentsBytes: unknown = undefined;
  findings: unknown = undefined;
  argumentRoles: unknown = undefined;
  behaviour: unknown = undefined;
  decision: unknown = undefined;
  keptParts: unknown = undefined;
  refusal: unknown = undefined;
  dues: unknown = undefined;
  answer: unknown = undefined;

  constructor(
    evidence: Incoming['evidence'],
    { head, readBody, reply, orgSlug, serverSlug }: Omit<Incoming, 'evidence'>,
  ) {
    this.evidence = evidence;
    this.head = head;
    this.readBody = readBody;
    this.reply = reply;
    this.orgSlug = orgSlug;
    this.serverSlug = serverSlug;
  }
}

/** Begins an exchange. */
export const setOut = (evidence: Incoming['evidence'], arrival: Omit<Incoming, 'evidence'>): Incoming =>
  new Traveller(evidence, arrival);

/**
 * Adds what a stage found out to the object that travels through the pipeline, and gives it back as what it has become. One
 * object for the whole way: a copy at every stage cost a sixth of the time of a call. Each fact is added once, by the one
 * stage that finds it out, and the types keep earlier stages from seeing it.
 */
export const learn = <E extends object, F extends object>(exchange: E, facts: F): E & F =>
  Object.assign(exchange, facts);
