import { LineFramer } from '@sallyport/mcp';
import type { Logger } from '@sallyport/service-kit';

const LINE_BYTES_MAX = 2_048;
const LINES_PER_WINDOW = 50;
const WINDOW_MS = 10_000;
const LAST_LINES = 5;

/**
 * What a hosted server writes to stderr: logged at debug level, so many lines in a while, the rest counted. The last lines are
 * kept for the message about its end. Servers may write anything there; it never counts as an error by itself.
 */
export class StderrLog {
  private readonly logger: Pick<Logger, 'debug'>;
  private readonly framer = new LineFramer({
    lineBytesMax: LINE_BYTES_MAX,
    onOversized: () => this.note('(a very long line)'),
  });
  private last: string[] = [];
  private windowStart = 0;
  private inWindow = 0;
  private suppressed = 0;

  constructor(logger: Pick<Logger, 'debug'>) {
    this.logger = logger;
  }

  push(chunk: Buffer): void {
    this.framer.push(chunk, (line) => this.note(line.toString('utf8')));
  }

  /** The last few lines, oldest first. */
  get tail(): readonly string[] {
    return this.last;
  }

  private note(line: string): void {
    this.last = [...this.last.slice(1 - LAST_LINES), line];
    const now = performance.now();
    if (now - this.windowStart > WINDOW_MS) {
      if (this.suppressed > 0) this.logger.debug({ suppressed: this.suppressed }, 'hosted server wrote more to stderr');
      this.windowStart = now;
      this.inWindow = 0;
      this.suppressed = 0;
    }
    if (++this.inWindow > LINES_PER_WINDOW) this.suppressed++;
    else this.logger.debug({ line }, 'hosted server wrote to stderr');
  }
}
