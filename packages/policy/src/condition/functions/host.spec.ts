import { expect, it } from 'vitest';
import { toolCall } from '../../test-support/inputs.js';
import { compileCondition } from '../condition.js';
import { Run } from '../run.js';

const is = (url: string, host: string): unknown => {
  const result = compileCondition(`host(args.url) == "${host}"`);
  return result.ok && result.condition.evaluate(new Run(toolCall({ args: { url } })));
};

it.each([
  ['https://api.example.com/x', 'api.example.com'],
  ['HTTPS://API.Example.COM.:443/x', 'api.example.com'],
  ['https://api.example.com@evil.test/', 'evil.test'],
  ['https://evil.test\\@api.example.com/', 'evil.test'],
  ['http://0x7f.1/', '127.0.0.1'],
  ['http://2130706433/', '127.0.0.1'],
  ['http://[::ffff:7f00:1]/', '[::ffff:7f00:1]'],
  ['https://b\u00fccher.example/', 'xn--bcher-kva.example'],
  ['https://ev\u00ad\u200bil.test', 'evil.test'],
])('the host of %s is %s, as the platform would connect', (url, host) => {
  expect(is(url, host)).toBe(true);
});

it.each(['api.example.com', '/srv/x', 'javascript:alert(1)', 'https://', ''])('%s has no host', (url) => {
  expect(typeof is(url, 'x')).toBe('object');
});
