import { args, describeDetector, made, result } from '../testing/cases.js';
import { secretBasicAuth } from './secret-basic-auth.js';

describeDetector(secretBasicAuth, {
  attacks: [
    result('git clone https://deploy:t7Gq9zLw2@git.internal/app.git'),
    args({ url: 'http://cafe01:feedf00d@gems.example/' }),
    result('curl -u deploy:Zx81mQplWw https://api.example'),
    result('curl -U deploy:Zx81mQplWw -x http://proxy.corp.example https://api.example'),
    result(`curl -k -X PUT https://cache.example \\\n  -d x \\\n  --user app:${made(16)}`),
    result('curl -u "k7JkV78zLx!t:" https://localhost:9200'),
  ],
  twins: [
    result('curl -u user:password https://api.example'),
    result('curl -u "$USER:$PASS" https://api.example'),
    result('curl -u <user:password> https://api.example'),
    result('https://user:password@host.example/'),
    result('https://registry.example/@scope/name and https://mastodon.example/@ada'),
    result('write to ada@example.org or see https://example.org:8000/'),
    result('Docs: https://ada:Zx81mQplWw@example.com/feed is the form of the address.'),
    result(
      "describe('target', () => {\n  it('leaves the password out of the print', () => {\n    const url = 'https://ada:Zx81mQplWw@git.acme.io/x.git';\n    expect(printOf(url)).not.toContain('Zx81');\n  });\n});\n// More suites follow: this one reads addresses, the next reads headers, the last reads both of them together.",
    ),
  ],
});
