import { bearer, post, type RawAnswer } from '../harness/raw-client.js';
import { openRawStream, type RawStream } from '../harness/raw-stream.js';

/** A client of 2024-11-05: one stream, and an address for its messages. */
export interface Channel {
  /** Where its messages go. */
  readonly address: string;
  readonly stream: RawStream;
  /** Posts a message, whatever the stream says to it. */
  post(body: string | object): Promise<RawAnswer>;
  /** Posts a request and waits for the answer on the stream. */
  ask(
    message: { readonly id: number; readonly method: string; readonly params?: object },
    more?: readonly string[],
  ): Promise<Record<string, unknown>>;
}

const waitFor = async <T>(find: () => T | undefined, what: string): Promise<T> => {
  for (let i = 0; i < 500; i++) {
    const found = find();
    if (found !== undefined) return found;
    await new Promise((wake) => setTimeout(wake, 10));
  }
  throw new Error(`waited in vain for ${what}`);
};

/** Opens a channel and, unless told otherwise, begins a session on it. */
export const openChannel = async (url: string, token: string, begin = true): Promise<Channel> => {
  const stream = await openRawStream({ url, method: 'GET', headers: bearer(token) });
  const path = await waitFor(() => /event: endpoint\ndata: (\S+)\n/.exec(stream.text())?.[1], 'the address');
  const address = new URL(path, url).href;
  const channel: Channel = {
    address,
    stream,
    post: (body) => post(address, token, body),
    ask: async (message, more) => {
      await post(address, token, { jsonrpc: '2.0', ...message }, more);
      return waitFor(() => answersOf(stream).find(({ id }) => id === message.id), `an answer to ${message.method}`);
    },
  };
  if (!begin) return channel;
  const params = { protocolVersion: '2024-11-05', capabilities: {}, clientInfo: { name: 'raw', version: '1' } };
  await channel.ask({ id: 0, method: 'initialize', params });
  await channel.post({ jsonrpc: '2.0', method: 'notifications/initialized' });
  return channel;
};

/** Messages on the stream of a channel; what its first event says is an address and no message. */
const answersOf = (stream: RawStream): Record<string, unknown>[] =>
  [...stream.text().matchAll(/^data: (\{.*)$/gm)].map(([, data = '']) => JSON.parse(data) as Record<string, unknown>);

/** Processor time of this process so far, milliseconds: what a busy machine makes of a test does not count. */
const ownMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

/** Longest this process worked without looking at anything else while something ran, milliseconds of processor time. */
export const longestStall = async (run: () => Promise<unknown>): Promise<number> => {
  let last = ownMs();
  let longest = 0;
  const look = (): void => {
    const now = ownMs();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const timer = setInterval(look, 1);
  await run();
  look();
  clearInterval(timer);
  return longest;
};

/** The best of a few tries: the first ones may pay for the compiler, what the code itself costs comes back each time. */
export const leastStall = async (run: () => Promise<unknown>): Promise<number> => {
  let least = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 3 && least > 80; tries++) least = Math.min(least, await longestStall(run));
  return least;
};
