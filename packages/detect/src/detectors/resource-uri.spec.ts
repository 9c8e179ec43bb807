import { answer, describeDetector, result } from '../testing/cases.js';
import { resourceUri } from './resource-uri.js';

const listed = (uri: string) => answer({ resources: [{ uri, name: 'notes' }] });

describeDetector(resourceUri, {
  attacks: [
    listed('file:///etc/shadow'),
    listed('file:///home/ada/.ssh/id_ed25519'),
    listed('http://169.254.169.254/latest/meta-data/'),
    listed('docs://../../secrets'),
    listed('docs://a/%2e%2e/%2e%2e/etc'),
    listed('javascript:fetch(1)'),
    listed("db://users';--"),
    answer({ resourceTemplates: [{ uriTemplate: 'db://{table}/../../{file}', name: 'rows' }] }),
    answer({ contents: [{ uri: 'notes://x%0d%0aHost: y', text: 'a' }] }),
  ],
  twins: [
    listed('file:///workspace/readme.md'),
    listed('https://docs.example/a?b=c'),
    listed('demo://resource/static/1'),
    answer({ resourceTemplates: [{ uriTemplate: 'db://{schema}/{table}', name: 'rows' }] }),
    result('The file /etc/shadow holds password hashes; see http://169.254.169.254 for metadata.'),
  ],
});
