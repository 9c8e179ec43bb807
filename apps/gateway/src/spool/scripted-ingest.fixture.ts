import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type IngestRequest, ingestRequestSchema } from '@sallyport/contracts';

/** What the api does with one batch: the ways a network and a service can fail. */
export type IngestFault =
  | 'none'
  | 'unavailable'
  | 'throttled'
  | 'stored_but_no_answer'
  | 'stored_but_half_an_answer'
  | 'cut_before_stored'
  | 'not_json'
  | 'stored_in_part';

export interface ScriptedIngest {
  readonly url: string;
  /** Every record stored, by epoch, in the order of its sequence. */
  readonly stored: Map<number, { sequence: number; callId: string }[]>;
  /** Records that arrived again after they had been stored. */
  readonly duplicates: () => number;
  readonly requests: IngestRequest[];
  readonly authorizations: Set<string>;
  /** Fault of the next batch. */
  nextFault: () => IngestFault;
  /** Forgets what came after `sequence`, as a restored backup does. */
  restoreTo(epoch: number, sequence: number): void;
  close(): Promise<void>;
}

/** An api that keeps the contract of `POST /gateway/v1/records`, except where its script says otherwise. */
export async function startScriptedIngest(): Promise<ScriptedIngest> {
  const stored: ScriptedIngest['stored'] = new Map();
  const requests: IngestRequest[] = [];
  const authorizations = new Set<string>();
  let duplicates = 0;

  const store = ({ epoch, records }: IngestRequest, most: number): { status: number; body: object } => {
    const held = stored.get(epoch) ?? [];
    stored.set(epoch, held);
    const first = records[0]?.sequence ?? 0;
    if (first > held.length + 1) {
      return { status: 409, body: { code: 'ingest.sequence_gap', status: 409, acknowledged: held.length } };
    }
    for (const { sequence, record } of records.slice(0, most)) {
      if (sequence <= held.length) duplicates += 1;
      else held.push({ sequence, callId: record.callId });
    }
    return { status: 200, body: { acknowledged: held.length } };
  };

  const answer = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const fault = ingest.nextFault();
    if (fault === 'cut_before_stored') {
      req.once('data', () => req.socket.destroy());
      return;
    }
    authorizations.add(`${req.method} ${req.url} ${req.headers.authorization}`);
    const request = ingestRequestSchema.parse(JSON.parse((await bodyOf(req)).toString('utf8')));
    requests.push(request);
    if (fault === 'unavailable') return send(res, 500, { code: 'internal' });
    if (fault === 'throttled') return send(res, 429, { code: 'quota.exceeded' }, { 'retry-after': '0' });
    const { status, body } = store(request, fault === 'stored_in_part' ? 2 : Number.POSITIVE_INFINITY);
    if (fault === 'stored_but_no_answer') return void req.socket.destroy();
    if (fault === 'not_json') return void res.writeHead(200).end('<html>');
    if (fault === 'stored_but_half_an_answer') {
      res.writeHead(status, { 'content-length': 1000 });
      res.write(JSON.stringify(body), () => req.socket.destroy());
      return;
    }
    send(res, status, body);
  };

  const server = createServer((req, res) => {
    answer(req, res).catch((err: unknown) => send(res, 400, { code: 'request.invalid', detail: String(err) }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const ingest: ScriptedIngest = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stored,
    duplicates: () => duplicates,
    requests,
    authorizations,
    nextFault: () => 'none',
    restoreTo: (epoch, sequence) => void stored.get(epoch)?.splice(sequence),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return ingest;
}

async function bodyOf(req: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of req as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts);
}

function send(res: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  res.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
