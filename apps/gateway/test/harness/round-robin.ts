import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface RoundRobin {
  /** Host and port. */
  readonly address: string;
  close(): Promise<void>;
}

/**
 * One address before several: each connection goes to the next of them that takes it, as a plain load balancer does it.
 * @param ports  of those behind it on loopback; may change while it runs
 */
export const startRoundRobin = async (ports: readonly number[]): Promise<RoundRobin> => {
  let turn = 0;
  const open = new Set<Socket>();
  const server = createServer((client) => {
    open.add(client);
    client.on('close', () => open.delete(client));
    client.on('error', () => client.destroy());
    const first = turn++;
    const attempt = (tried: number): void => {
      const target = connect(ports[(first + tried) % ports.length] ?? 0, '127.0.0.1');
      let connected = false;
      target.on('connect', () => {
        connected = true;
        open.add(target);
        client.pipe(target).pipe(client);
      });
      target.on('error', () => {
        if (!connected && tried + 1 < ports.length) attempt(tried + 1);
        else client.destroy();
      });
      target.on('close', () => {
        open.delete(target);
        if (connected) client.destroy();
      });
      client.on('close', () => target.destroy());
    };
    attempt(0);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    close: () =>
      new Promise((done) => {
        for (const socket of open) socket.destroy();
        server.close(() => done());
      }),
  };
};
