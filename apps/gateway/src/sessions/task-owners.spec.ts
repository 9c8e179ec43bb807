import { createMemoryCoordination } from '@sallyport/service-kit';
import { expect, it } from 'vitest';
import { SealedNotes } from '../replicas/sealed-notes.js';
import { TaskOwners } from './task-owners.js';

const ada = { orgId: 'org_1', principalId: 'sa_ada', serverId: 'srv_1' };
const TARGET = { kind: 'tool', name: 'build' } as const;

const notesOver = (coordination = createMemoryCoordination(), perHourMax = 100, secret = Buffer.alloc(32, 1)) =>
  new SealedNotes({ coordination, secret, kind: 'task', perHourMax, ttlMs: 60_000 });

it('a task is known to its owner, at its server, and to nobody else', () => {
  const tasks = new TaskOwners();
  void tasks.add(ada, 't', TARGET);
  expect(tasks.find(ada, 't')).toEqual(TARGET);
  for (const other of [{ orgId: 'org_2' }, { principalId: 'sa_bob' }, { serverId: 'srv_2' }]) {
    expect(tasks.find({ ...ada, ...other }, 't')).toBeUndefined();
  }
});

it('an organisation with more tasks than its share loses its own', () => {
  const tasks = new TaskOwners();
  void tasks.add(ada, 't', TARGET);
  for (let i = 0; i < 30_000; i++) void tasks.add({ ...ada, orgId: 'org_2' }, `t${i}`, TARGET);
  expect(tasks.find(ada, 't')).toEqual(TARGET);
  expect(tasks.find({ ...ada, orgId: 'org_2' }, 't0')).toBeUndefined();
});

it('asks nobody while there is but one replica, or everything is known', async () => {
  const alone = new TaskOwners();
  expect(alone.add(ada, 't', TARGET)).toBeNull();
  expect(alone.fetch(ada, ['unknown'])).toBeNull();
  const shared = new TaskOwners(notesOver());
  await shared.add(ada, 't', TARGET);
  expect(shared.add(ada, 't', TARGET)).toBeNull();
  expect(shared.fetch(ada, ['t'])).toBeNull();
});

it('every replica learns what one of them saw, for the same owner only', async () => {
  const coordination = createMemoryCoordination();
  const [one, two] = [new TaskOwners(notesOver(coordination)), new TaskOwners(notesOver(coordination))];
  await one.add(ada, 't', TARGET);
  const bob = { ...ada, principalId: 'sa_bob' };
  await two.fetch(ada, ['t', 'unknown']);
  await two.fetch(bob, ['t']);
  expect(two.find(ada, 't')).toEqual(TARGET);
  expect(two.find(ada, 'unknown')).toBeUndefined();
  expect(two.find(bob, 't')).toBeUndefined();
});

it('the store learns neither whose task it is nor what it is called, and cannot pass one off as another', async () => {
  const coordination = createMemoryCoordination();
  const kept = new Map<string, string>();
  const spying = {
    ...coordination,
    remember: async (key: string, value: string, ttlMs: number) => {
      kept.set(key, value);
      return coordination.remember(key, value, ttlMs);
    },
  };
  const one = new TaskOwners(notesOver(spying));
  await one.add(ada, 'task-1', TARGET);
  await one.add({ ...ada, principalId: 'sa_bob' }, 'task-2', TARGET);
  const [[ofAda, sealed] = ['', ''], [ofBob] = ['']] = [...kept];
  expect(`${ofAda}${sealed}`).not.toMatch(/sa_ada|task-1|build/);
  expect(ofAda.startsWith('org_1:')).toBe(true);
  // Bob's note in the place of Ada's, and one that was never sealed.
  await coordination.remember(ofAda, kept.get(ofBob) ?? '', 60_000);
  await coordination.remember(ofBob, JSON.stringify(TARGET), 60_000);
  const two = new TaskOwners(notesOver(coordination));
  await two.fetch(ada, ['task-1']);
  await two.fetch({ ...ada, principalId: 'sa_bob' }, ['task-2']);
  expect(two.find(ada, 'task-1')).toBeUndefined();
  expect(two.find({ ...ada, principalId: 'sa_bob' }, 'task-2')).toBeUndefined();
});

it('an organisation leaves no more notes in an hour than it may, and takes no room from another', async () => {
  const coordination = createMemoryCoordination();
  const one = new TaskOwners(notesOver(coordination, 3));
  for (let i = 0; i < 5; i++) await one.add(ada, `t${i}`, TARGET);
  await one.add({ ...ada, orgId: 'org_2' }, 't', TARGET);
  const two = new TaskOwners(notesOver(coordination, 3));
  await two.fetch(ada, ['t0', 't1', 't2', 't3', 't4']);
  await two.fetch({ ...ada, orgId: 'org_2' }, ['t']);
  expect(['t0', 't1', 't2', 't3', 't4'].filter((id) => two.find(ada, id) !== undefined)).toEqual(['t0', 't1', 't2']);
  expect(two.find({ ...ada, orgId: 'org_2' }, 't')).toEqual(TARGET);
});
