import type { Target } from '@sallyport/contracts';
import type { MethodSpec } from '@sallyport/mcp';
import { GenerationalCache } from './generational-cache.js';
import type { Session } from './session-store.js';

/** A request of a server that was let through to a client and waits for its answer. */
export interface PendingQuestion {
  readonly spec: MethodSpec;
  readonly target: Target;
}

/** Questions remembered; an answer to a forgotten one is refused, which a server sees as no answer. */
const QUESTIONS_MAX = 20_000;

/** Questions of servers by the session they were put to. Answers are taken only for what was really asked, once. */
export class PendingQuestions {
  private readonly questions = new GenerationalCache<PendingQuestion>(QUESTIONS_MAX);

  add(session: Session, id: string | number, question: PendingQuestion): void {
    this.questions.set(keyOf(session, id), question);
  }

  /** Takes a question out; undefined when it was never asked, or is answered. */
  take(session: Session, id: string | number): PendingQuestion | undefined {
    const key = keyOf(session, id);
    const question = this.questions.get(key);
    this.questions.delete(key);
    return question;
  }
}

const keyOf = (session: Session, id: string | number): string => `${session.token} ${JSON.stringify(id)}`;
