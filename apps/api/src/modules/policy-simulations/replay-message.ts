import type { RecordedPage } from './recorded-page.js';
import type { Tally } from './simulation-tally.js';

/** A page of calls on its way to a thread, which takes it apart. */
export interface PageMessage {
  readonly number: number;
  readonly page: RecordedPage;
}

export type AnswerMessage =
  | { readonly number: number; readonly tally: Tally }
  | { readonly number: number; readonly problem: string };
