import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** What the suite wants of a client in one scenario. */
export interface Assignment {
  readonly serverUrl: string;
  readonly scenario: string;
  /** The revision the scenario is about; null when the suite did not say. */
  readonly protocolVersion: string | null;
  readonly context: Readonly<Record<string, unknown>>;
}

export interface Driver {
  /** For the suite's `--command`. */
  readonly command: string;
  close(): Promise<void>;
}

/** Takes the assignments of a suite's run, many at a time. A client that fails makes its command fail. */
export const startDriver = async (run: (assignment: Assignment) => Promise<void>): Promise<Driver> => {
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const end = (status: number, text: string): void => void res.writeHead(status).end(text);
      run(JSON.parse(Buffer.concat(chunks).toString('utf8')) as Assignment).then(
        () => end(200, ''),
        (err) => end(500, err instanceof Error ? `${err.stack}\n` : String(err)),
      );
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    command: `"${process.execPath}" "${join(import.meta.dirname, 'command.mjs')}" http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
};
