import { expect, it } from 'vitest';
import { Metrics } from './metrics.js';

it('writes Prometheus text with cumulative buckets', () => {
  const metrics = new Metrics();
  metrics.calls.add('delivered', 2);
  metrics.callDuration.observeUs(60);
  metrics.callDuration.observeUs(2_000_000_000);
  metrics.gauge('gateway_things', 'Things', () => 3);
  const text = metrics.render();
  expect(text).toContain('# TYPE gateway_calls_total counter\ngateway_calls_total{outcome="delivered"} 2\n');
  expect(text).toContain('gateway_call_duration_seconds_bucket{le="0.00005"} 0\n');
  expect(text).toContain('gateway_call_duration_seconds_bucket{le="0.0001"} 1\n');
  expect(text).toContain('gateway_call_duration_seconds_bucket{le="+Inf"} 2\n');
  expect(text).toContain('gateway_call_duration_seconds_count 2\n');
  expect(text).toContain('# TYPE gateway_things gauge\ngateway_things 3\n');
  expect(text.endsWith('\n')).toBe(true);
});
