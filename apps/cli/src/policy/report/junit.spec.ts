import { expect, it } from 'vitest';
import { junitXml } from './junit.js';

it('has a suite for each file and a case for each test', () => {
  const xml = junitXml([
    {
      file: 'a.yaml',
      errors: [],
      tests: [
        { name: 'reads', passed: true, expected: 'allow', actual: 'allow', detail: 'decided by r' },
        {
          name: 'a "b" <c> & \u0000\ud800',
          passed: false,
          expected: 'deny',
          actual: 'allow',
          detail: 'decided by <r>',
        },
      ],
    },
    {
      file: 'b.yaml',
      tests: [],
      errors: [{ severity: 'error', message: 'no', line: 3, column: 4, endLine: 3, endColumn: 5 }],
    },
  ]);
  expect(xml).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="sallyport policy test" tests="3" failures="1" errors="1">
  <testsuite name="a.yaml" tests="2" failures="1" errors="0">
    <testcase classname="a.yaml" name="reads"/>
    <testcase classname="a.yaml" name="a &quot;b&quot; &lt;c&gt; &amp; \ufffd\ufffd">
      <failure message="expected deny, got allow">decided by &lt;r&gt;</failure>
    </testcase>
  </testsuite>
  <testsuite name="b.yaml" tests="1" failures="0" errors="1">
    <testcase classname="b.yaml" name="the policy can be read">
      <error message="the policy has errors">b.yaml:3:4: no</error>
    </testcase>
  </testsuite>
</testsuites>
`);
});
