import { expect, it } from 'vitest';
import { bindToReplica, replicaOf } from './bound-id.js';
import { newReplicaId } from './replica-id.js';

it('tells the replica a bound id names, whatever follows it', () => {
  for (const local of ['', 'x', '@other.y', 'with.dots.and spaces', 'ü']) {
    expect(replicaOf(bindToReplica('gw-1', local))).toBe('gw-1');
  }
});

it('takes no other id for a bound one', () => {
  for (const id of ['', '@', '@.x', 'gw-1.x', '@gw-1', '@GW.x', '@gw 1.x', ` @gw-1.x`, 7, null, undefined, {}]) {
    expect(replicaOf(id)).toBeNull();
  }
});

it('every start of a process is another replica, whatever its instance is called', () => {
  const longest = `a.${'b'.repeat(61)}`;
  for (const gatewayId of ['gateway-1', 'gw.eu-west.example', longest]) {
    const [one, other] = [newReplicaId(gatewayId), newReplicaId(gatewayId)];
    expect(one).not.toBe(other);
    expect(replicaOf(bindToReplica(one, 'x'))).toBe(one);
  }
});
