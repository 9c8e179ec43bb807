import { AppError, kib } from '@sallyport/contracts';

/** What is taken before anybody asks for the body; more waits in the kernel. */
const UNASKED_BYTES_MAX = kib(64);
const NO_BYTES = Buffer.alloc(0);

/** What a body needs of its connection. */
export interface BodySource {
  pause(): void;
  resume(): void;
  /** Tells a client that waits for it to send the body. */
  invite(): void;
}

interface Reader {
  readonly bytesMax: number;
  readonly resolve: (body: Buffer) => void;
  readonly reject: (error: AppError) => void;
}

/** A request body as it comes, for one reader. Memory is bounded by what the reader asks for. */
export class RequestBody {
  private readonly source: BodySource;
  private readonly declaredBytes: number | null;
  private first: Buffer | null = null;
  private more: Buffer[] | null = null;
  private bytes = 0;
  private state: 'coming' | 'complete' | 'broken' | 'unwanted' = 'coming';
  private reader: Reader | null = null;

  /** @param declaredBytes  null when the head does not tell */
  constructor(source: BodySource, declaredBytes: number | null) {
    this.source = source;
    this.declaredBytes = declaredBytes;
  }

  /**
   * The whole body, at once when it is there. A declared length over the limit is refused before a byte is read, an undeclared
   * one as soon as it passes the limit.
   * @throws AppError `request.too_large`; `request.invalid` when the client goes away half-way
   */
  read(bytesMax: number): Buffer | Promise<Buffer> {
    if ((this.declaredBytes ?? this.bytes) > bytesMax) {
      this.ignore();
      throw tooLarge(bytesMax);
    }
    if (this.state === 'complete') return this.take();
    if (this.state === 'broken') throw endedEarly();
    this.source.invite();
    this.source.resume();
    return new Promise((resolve, reject) => {
      this.reader = { bytesMax, resolve, reject };
    });
  }

  push(slice: Buffer): void {
    if (this.state !== 'coming') return;
    this.bytes += slice.length;
    this.keep(slice);
    const { reader } = this;
    if (reader === null) {
      if (this.bytes > UNASKED_BYTES_MAX) this.source.pause();
    } else if (this.bytes > reader.bytesMax) {
      this.ignore();
      reader.reject(tooLarge(reader.bytesMax));
    }
  }

  complete(): void {
    if (this.state !== 'coming') return;
    this.state = 'complete';
    this.reader?.resolve(this.take());
  }

  /** The rest will not come. */
  break(cause: Error): void {
    if (this.state !== 'coming') return;
    this.state = 'broken';
    this.drop();
    this.reader?.reject(endedEarly(cause));
  }

  /** Nobody wants what is still to come. */
  ignore(): void {
    if (this.state !== 'coming') return;
    this.state = 'unwanted';
    this.drop();
    this.source.resume();
  }

  private take(): Buffer {
    const { first, more, bytes } = this;
    this.drop();
    if (first === null) return NO_BYTES;
    return more === null ? first : Buffer.concat([first, ...more], bytes);
  }

  /** A body mostly comes with its head, as one slice. */
  private keep(slice: Buffer): void {
    if (this.first === null) {
      this.first = slice;
      return;
    }
    this.more ??= [];
    this.more.push(slice);
  }

  private drop(): void {
    this.first = null;
    this.more = null;
  }
}

const tooLarge = (bytesMax: number): AppError =>
  new AppError('request.too_large', { detail: `A message may have at most ${bytesMax} bytes.` });

const endedEarly = (cause?: unknown): AppError =>
  new AppError('request.invalid', { detail: 'The body ended early.', cause });
