import { AppError, hours } from '@sallyport/contracts';
import {
  EXTENSIONS,
  editObject,
  isTerminalStatus,
  MCP_ERRORS,
  readTask,
  toModernCreatedTask,
  toModernTask,
} from '@sallyport/mcp';
import { bindToReplica, replicaOf } from '../replicas/bound-id.js';
import type { Peer, UpstreamCall } from '../upstream/upstream.js';
import { hasTasks } from './capabilities.js';
import { CarriedTask } from './carried-task.js';
import type { Lease, LegacySessions } from './legacy-sessions.js';
import { bytesAt, errorMessage, isObjectAt, RPC, resultMessage, textAt } from './rpc.js';

/** Tasks followed at once, at one server and for one client; the one made first is forgotten first. */
const TASKS_MAX = 1_000;
const TASKS_PER_PEER_MAX = 64;
/** How long a task nobody asks for is followed; a session lives as long as its tasks. */
const FOLLOWED_MS = hours(1);
const ASK_TIMEOUT_MS = 30_000;
const RESULT_TIMEOUT_MS = 60_000;
/** How long a poll waits for questions that a server says it has. */
const QUESTION_PATIENCE_MS = 200;

interface Followed {
  readonly peerKey: string;
  readonly lease: Lease;
  readonly task: CarriedTask;
  timer: NodeJS.Timeout;
}

/**
 * Tasks of a legacy server for modern clients. A legacy task belongs to the session it was made in, so its id names the process
 * that holds that session; another process that is asked for it looks in a session of its own.
 */
export class LegacyTasks {
  private readonly sessions: LegacySessions;
  private readonly replicaId: string;
  private readonly followed = new Map<string, Followed>();

  constructor(sessions: LegacySessions, replicaId: string) {
    this.sessions = sessions;
    this.replicaId = replicaId;
  }

  /** The answer to a call that became a task; null when it did not. @param id  JSON text */
  created(raw: Buffer, id: string, peer: Peer, lease: Lease): Buffer | null {
    const result = bytesAt(raw, '/result');
    const head = result === null ? null : readTask(bytesAt(result, '/task') ?? result);
    const created = result === null || head === null ? null : toModernCreatedTask(result);
    if (head === null || created === null) {
      lease.release();
      return null;
    }
    this.follow(peer.key, head.taskId, lease);
    return resultMessage(id, this.bound(created, head.taskId));
  }

  /**
   * Answers `tasks/get`, `tasks/update` and `tasks/cancel`.
   * @throws AppError as {@link UpstreamSink.onError} says
   */
  async handle(call: UpstreamCall): Promise<Buffer> {
    const id = textAt(call.body, '/id') ?? 'null';
    if (!hasTasks(call.peer.capabilities)) return needsTasks(id);
    const { taskId: named } = (call.params ?? {}) as { taskId?: unknown };
    if (typeof named !== 'string') return errorMessage(id, RPC.invalidParams, 'A task is named by its taskId');
    const found = await this.find(call.peer, unbound(named));
    if (call.method === 'tasks/cancel') return this.cancel(found, id);
    if (call.method === 'tasks/update') return this.update(found, id, call.body);
    return this.get(found, id);
  }

  close(): void {
    for (const key of [...this.followed.keys()]) this.forget(key);
  }

  private async get({ lease, task }: Followed, id: string): Promise<Buffer> {
    const raw = await lease.session.ask('tasks/get', { taskId: task.taskId }, ASK_TIMEOUT_MS);
    const found = taskAt(raw);
    if (found === null) return failed(raw, id);
    const { bytes, status } = found;
    const outcome =
      status === 'input_required'
        ? await task.inputRequests(QUESTION_PATIENCE_MS)
        : status !== 'cancelled' && isTerminalStatus(status)
          ? await task.result()
          : null;
    if (outcome === null && isTerminalStatus(status) && status !== 'cancelled') throw new AppError('upstream.timeout');
    const shown = this.bound(toModernTask(bytes, outcome), task.taskId);
    return resultMessage(id, editObject(shown, '', { set: { resultType: COMPLETE } }));
  }

  private async update({ lease, task }: Followed, id: string, body: Buffer): Promise<Buffer> {
    const raw = await lease.session.ask('tasks/get', { taskId: task.taskId }, ASK_TIMEOUT_MS);
    if (taskAt(raw) === null) return failed(raw, id);
    task.answer(body);
    return resultMessage(id, DONE);
  }

  /** A task that is over cannot be cancelled there; here that is only too late. */
  private async cancel({ lease, task }: Followed, id: string): Promise<Buffer> {
    const params = { taskId: task.taskId };
    const raw = await lease.session.ask('tasks/cancel', params, ASK_TIMEOUT_MS);
    if (isObjectAt(raw, '/result')) return resultMessage(id, DONE);
    const late = taskAt(await lease.session.ask('tasks/get', params, ASK_TIMEOUT_MS));
    return late !== null && isTerminalStatus(late.status) ? resultMessage(id, DONE) : failed(raw, id);
  }

  private bound(task: Buffer, taskId: string): Buffer {
    return editObject(task, '', { set: { taskId: JSON.stringify(bindToReplica(this.replicaId, taskId)) } });
  }

  private async find(peer: Peer, taskId: string): Promise<Followed> {
    const key = `${peer.key} ${taskId}`;
    const known = this.followed.get(key);
    if (known === undefined) return this.follow(peer.key, taskId, await this.sessions.lease(peer, null));
    clearTimeout(known.timer);
    known.timer = this.forgetLater(key);
    return known;
  }

  private follow(peerKey: string, taskId: string, lease: Lease): Followed {
    const key = `${peerKey} ${taskId}`;
    this.forget(key);
    this.makeRoom(peerKey);
    const task = new CarriedTask(lease.session, taskId, RESULT_TIMEOUT_MS);
    const followed = { peerKey, lease, task, timer: this.forgetLater(key) };
    this.followed.set(key, followed);
    return followed;
  }

  private forgetLater(key: string): NodeJS.Timeout {
    return setTimeout(() => this.forget(key), FOLLOWED_MS).unref();
  }

  private forget(key: string): void {
    const found = this.followed.get(key);
    if (found === undefined) return;
    clearTimeout(found.timer);
    this.followed.delete(key);
    found.task.leave();
    found.lease.release();
  }

  private makeRoom(peerKey: string): void {
    const own = [...this.followed].filter(([, followed]) => followed.peerKey === peerKey);
    const [first] = own.length >= TASKS_PER_PEER_MAX ? own : this.followed.size >= TASKS_MAX ? this.followed : [];
    if (first !== undefined) this.forget(first[0]);
  }
}

const COMPLETE = '"complete"';
const DONE = `{"resultType":${COMPLETE}}`;

/** The error for a client that cannot be given a task, where there is no other way. @param id  JSON text */
export const needsTasks = (id: string): Buffer =>
  errorMessage(id, MCP_ERRORS.missingRequiredClientCapability, 'Missing required client capability', {
    requiredCapabilities: { extensions: { [EXTENSIONS.tasks]: {} } },
  });

const unbound = (taskId: string): string => {
  const replica = replicaOf(taskId);
  return replica === null ? taskId : taskId.slice(bindToReplica(replica, '').length);
};

const taskAt = (raw: Buffer) => {
  const bytes = isObjectAt(raw, '/result') ? bytesAt(raw, '/result') : null;
  const head = bytes === null ? null : readTask(bytes);
  return bytes === null || head === null ? null : { bytes, status: head.status };
};

/** The server's own error under the client's id; what is neither a task nor an error breaks the protocol. */
const failed = (raw: Buffer, id: string): Buffer => {
  const error = textAt(raw, '/error');
  if (error === null) throw new AppError('upstream.invalid');
  return Buffer.from(`{"jsonrpc":"2.0","id":${id},"error":${error}}`);
};
