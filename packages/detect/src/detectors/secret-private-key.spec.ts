import { args, describeDetector, made, result } from '../testing/cases.js';
import { secretPrivateKey } from './secret-private-key.js';

const pem = (label: string) =>
  `-----BEGIN ${label}-----\n${made(64)}\n${made(64, undefined, 4)}\n-----END ${label}-----`;

describeDetector(secretPrivateKey, {
  attacks: [
    result(pem('RSA PRIVATE KEY')),
    result(pem('OPENSSH PRIVATE KEY')),
    args({ content: pem('PRIVATE KEY') }),
    result(JSON.stringify({ type: 'service_account', private_key: pem('PRIVATE KEY') })),
    result(pem('EC PRIVATE KEY').replaceAll('\n', ' ')),
    result(`age: AGE-SECRET-KEY-1${made(58, 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L')}`),
  ],
  twins: [
    result(pem('PUBLIC KEY')),
    result(pem('CERTIFICATE')),
    result('Files that start with -----BEGIN RSA PRIVATE KEY----- must not be committed.'),
    result('ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI ada@host'),
  ],
});
