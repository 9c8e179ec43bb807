import { describe, expect, it } from 'vitest';
import { Subscriptions } from './subscriptions.js';

describe('Subscriptions', () => {
  it('knows who wants what, and when nobody does any more', () => {
    const subscriptions = new Subscriptions();
    subscriptions.add('a', 's1');
    subscriptions.add('a', 's1');
    subscriptions.add('a', 's2');
    subscriptions.add('b', 's1');
    expect(subscriptions.has('a', 's1')).toBe(true);
    expect(subscriptions.has('b', 's2')).toBe(false);
    expect(subscriptions.hasOthers('a', 's1')).toBe(true);
    expect(subscriptions.hasOthers('b', 's1')).toBe(false);
    expect(subscriptions.hasOthers('b', 's2')).toBe(true);
    expect(subscriptions.removeSession('s1')).toEqual(['b']);
    expect(subscriptions.uris).toEqual(['a']);
    subscriptions.remove('a', 's2');
    subscriptions.remove('a', 's2');
    expect(subscriptions.uris).toEqual([]);
  });

  it('forgets what was subscribed to longest ago rather than grow without bound', () => {
    const subscriptions = new Subscriptions();
    for (let n = 0; n < 20_010; n++) subscriptions.add(`u${n}`, 's');
    expect(subscriptions.has('u9', 's')).toBe(false);
    expect(subscriptions.has('u10', 's')).toBe(true);
    expect(subscriptions.uris).toHaveLength(20_000);
  });
});
