import { createHash } from 'node:crypto';
import { unlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { AppError } from '@sallyport/contracts';

/** Unix socket paths are short by nature: 104 bytes on macOS, 108 on Linux. */
const SOCKET_PATH_BYTES_MAX = 100;

/**
 * Keeps every other process off a folder until the returned function is called or this process ends, however it ends.
 * The lock is a listening Unix socket: the operating system ends it with the process, so that no `kill -9` leaves a lock
 * behind and no reused process id looks like an owner.
 * @throws AppError `gateway.spool_unavailable` when another process holds the folder
 */
export async function holdFolder(folder: string): Promise<() => Promise<void>> {
  const path = socketPath(resolve(folder));
  if (await isHeld(path)) throw heldBy(folder);
  await unlink(path).catch(ignoreAbsent);
  const server = createServer((socket) => socket.destroy());
  await listen(server, path).catch((err: unknown) => {
    throw isCode(err, 'EADDRINUSE') ? heldBy(folder) : err;
  });
  server.unref();
  return () => new Promise((done) => void server.close(() => done()));
}

function socketPath(folder: string): string {
  const beside = join(folder, 'lock');
  if (Buffer.byteLength(beside) <= SOCKET_PATH_BYTES_MAX) return beside;
  return join(tmpdir(), `sallyport-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}.lock`);
}

function isHeld(path: string): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      answer(true);
    });
    socket.once('error', () => answer(false));
  });
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(path, () => done());
  });
}

const heldBy = (folder: string): AppError =>
  new AppError('gateway.spool_unavailable', {
    detail: `Another gateway process uses ${folder}. Stop it, or give this one its own GATEWAY_DATA_DIR.`,
  });

function ignoreAbsent(err: unknown): void {
  if (!isCode(err, 'ENOENT')) throw err;
}

function isCode(err: unknown, code: string): boolean {
  return err instanceof Error && 'code' in err && err.code === code;
}
