import { args, describeDetector, made, result } from '../testing/cases.js';
import { secretJwt } from './secret-jwt.js';

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ sub: 'svc-42', exp: 1893456000 })}.${made(86)}`;

describeDetector(secretJwt, {
  attacks: [
    result(`Authorization: Bearer ${token}`),
    args({ body: token }),
    result(`${part({ alg: 'none' })}.${part({ sub: 'svc-42' })}.`),
  ],
  twins: [
    result(
      `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: '1234567890', name: 'John Doe', iat: 1516239022 })}.${made(43)}`,
    ),
    result('JWTs start with eyJ'),
    result(part({ theme: 'dark', retries: 3, endpoint: 'api' })),
  ],
});
