import type { Behaviour } from '@sallyport/contracts';
import type { FlowVerdict, Sent } from '@sallyport/detect';

/**
 * What behaviour says of a call, for rules and its record. What was read of the arguments rides along unseen: it is wanted again once the
 * call is answered.
 */
export class SeenBehaviour implements Behaviour {
  readonly flow: Behaviour['flow'];
  readonly session: Behaviour['session'];
  readonly #sent: Sent;

  constructor({ flow, session, sent }: FlowVerdict) {
    this.flow = flow;
    this.session = session;
    this.#sent = sent;
  }

  /** The arguments of the call a behaviour was seen at; undefined where none was. */
  static sentOf(behaviour: Behaviour | null): Sent | undefined {
    return behaviour instanceof SeenBehaviour ? behaviour.#sent : undefined;
  }
}
