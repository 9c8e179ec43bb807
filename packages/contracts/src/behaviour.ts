import { z } from 'zod';

const namesOf = (length: number, most: number) => z.array(z.string().max(length)).max(most);

/** Where the data in the arguments of a call comes from, and where it goes. */
export const flowFactsSchema = z.strictObject({
  /** Servers whose results it was in, the called one left out; sorted. */
  origins: namesOf(120, 16),
  /** Labels of those results, sorted: of their servers, and `private` or `public`, `untrusted`, `secret`, `pii`, `injection`, `tainted`. */
  labels: namesOf(120, 32),
  /** Greatest part of one argument that is the same as one result. */
  overlap: z.number().min(0).max(1),
  /** Letters and digits that are the same. */
  chars: z.int().min(0),
  /** Some of it is encoded, reversed or cut in pieces. */
  disguised: z.boolean(),
  /** Addresses and hosts the arguments name. */
  destinations: namesOf(120, 16),
  /** One of them stands in a result, in a sentence that asks for something. */
  injectedDestination: z.boolean(),
  /** A result asked for what this call does. */
  asked: z.boolean(),
});
export type FlowFacts = z.infer<typeof flowFactsSchema>;

/** What a principal has done with a client so far. */
export const sessionFactsSchema = z.strictObject({
  /** Calls of the last hour, this one included. */
  calls: z.int().min(0),
  /** Calls of the last minute, this one included. */
  callsPerMinute: z.int().min(0),
  /** How often this call was made in the last hour, with the same arguments. */
  repeats: z.int().min(0),
  /** How many different arguments this tool was called with in the last hour. */
  variants: z.int().min(0),
  /** This tool was not called before, as far as is remembered. */
  firstUse: z.boolean(),
  /** Nothing was sent to one of the addresses before. */
  firstDestination: z.boolean(),
  /** Data that is not for everybody was read. */
  privateSeen: z.boolean(),
  /** Text that anybody may have written was read. */
  untrustedSeen: z.boolean(),
  /** Both, and this call reaches outside. */
  trifecta: z.boolean(),
  /** Bytes of short values sent to this tool in the last hour that no result gave out. */
  novelBytes: z.int().min(0),
});
export type SessionFacts = z.infer<typeof sessionFactsSchema>;

/** What behaviour says of a call. */
export const behaviourSchema = z.strictObject({ flow: flowFactsSchema, session: sessionFactsSchema });
export type Behaviour = z.infer<typeof behaviourSchema>;

/** Of messages nobody followed: nothing is known to flow, and nothing to have happened. */
export const NO_BEHAVIOUR: Behaviour = Object.freeze({
  flow: Object.freeze({
    origins: [],
    labels: [],
    overlap: 0,
    chars: 0,
    disguised: false,
    destinations: [],
    injectedDestination: false,
    asked: false,
  }),
  session: Object.freeze({
    calls: 0,
    callsPerMinute: 0,
    repeats: 0,
    variants: 0,
    firstUse: false,
    firstDestination: false,
    privateSeen: false,
    untrustedSeen: false,
    trifecta: false,
    novelBytes: 0,
  }),
});
