import { AppError, toAppError } from '@sallyport/contracts';
import type { UpstreamCall, UpstreamExchange } from './upstream.js';

/** An exchange whose way is still being found, or found a second time. */
export class RoutedExchange implements UpstreamExchange {
  private inner: UpstreamExchange | null = null;
  private cancelled = false;

  /** Goes on there, unless nobody cares any more. */
  follow(start: () => UpstreamExchange): void {
    if (!this.cancelled) this.inner = start();
  }

  /** Goes on when it is known where, or with `instead` when it cannot be found or not in time. */
  followWhen<T>(
    finding: Promise<T>,
    timeoutMs: number | null,
    start: (found: T) => UpstreamExchange,
    instead: (error: AppError) => UpstreamExchange,
  ): void {
    let over = false;
    const once = (next: () => UpstreamExchange): void => {
      if (over) return;
      over = true;
      clearTimeout(timer);
      this.follow(next);
    };
    const timer =
      timeoutMs === null
        ? undefined
        : setTimeout(() => once(() => instead(new AppError('upstream.timeout'))), timeoutMs).unref();
    finding.then(
      (found) => once(() => start(found)),
      (error: unknown) => once(() => instead(toAppError(error))),
    );
  }

  resume(): void {
    this.inner?.resume();
  }

  cancel(reason: string): void {
    this.cancelled = true;
    this.inner?.cancel(reason);
  }
}

/** The call with the time that is left of it. @param sinceMs  when it was given, by `performance.now()` */
export const withTimeLeft = (call: UpstreamCall, sinceMs: number): UpstreamCall => {
  if (call.timeoutMs === null) return call;
  const left = Math.ceil(call.timeoutMs - (performance.now() - sinceMs));
  return left >= call.timeoutMs ? call : { ...call, timeoutMs: Math.max(1, left) };
};
