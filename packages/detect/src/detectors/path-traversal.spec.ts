import { args, describeDetector } from '../testing/cases.js';
import { pathTraversal } from './path-traversal.js';

describeDetector(pathTraversal, {
  attacks: [
    args({ path: '../../../../../../etc/hosts' }),
    args({ path: '/srv/data/../../../root/.profile' }),
    args({ filename: '..%2f..%2f..%2fsecret.txt' }),
    args({ file_path: '%252e%252e%252f%252e%252e%252fconf' }),
    args({ path: '..%c0%af..%c0%afconf' }),
    args({ path: '....//....//....//conf' }),
    args({ path: '\uff0e\uff0e/\uff0e\uff0e/conf' }),
    args({ path: '..\\..\\..\\conf.ini' }),
    args({ path: 'reports/..;/..%00.pdf/../x' }),
    args({ paths: ['a.txt', '../../../../../b.txt'] }),
    args({ path: '0x2e0x2e/0x2e0x2e/conf' }),
  ],
  twins: [
    args({ path: '../shared/types.ts' }),
    args({ path: './src/../test/index.test.ts' }),
    args({ path: '../../packages/core/src/index.ts' }),
    args({ message: 'use ../../../../x only in tests' }),
    args({ range: 'v1.2..v1.3' }),
    args({ path: 'docs/notes...md' }),
    args({ pattern: '**/*.spec.ts' }),
  ],
});
