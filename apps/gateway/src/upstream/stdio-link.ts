import { AppError } from '@sallyport/contracts';
import type { Logger } from '@sallyport/service-kit';
import { HostedChild } from './hosted-child.js';
import type { LaunchCommand } from './launchers.js';
import type { LegacyLink, LegacyLinkHandlers } from './legacy-link.js';

/** A hosted process that serves one session. */
export class StdioLink implements LegacyLink {
  private readonly child: HostedChild;
  private closed = false;

  constructor(command: LaunchCommand, handlers: LegacyLinkHandlers, logger: Logger) {
    const child = new HostedChild(
      command,
      {
        onLine: (line) => {
          if (!this.closed) handlers.onMessage(line);
        },
        onOversizedLine: () => handlers.onOversized(),
        onExit: (detail) => {
          if (this.closed) return;
          logger.warn({ detail, stderrTail: child.stderrTail }, 'hosted server of one session ended');
          handlers.onDown(new AppError('upstream.unavailable', { detail }));
        },
      },
      logger,
    );
    this.child = child;
  }

  write(message: Buffer, done: (error: AppError | null) => void): void {
    this.child.write(message);
    done(null);
  }

  close(): Promise<void> {
    this.closed = true;
    return this.child.stop();
  }
}
