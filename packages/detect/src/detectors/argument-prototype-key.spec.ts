import { args, type Case, describeDetector } from '../testing/cases.js';
import { argumentPrototypeKey } from './argument-prototype-key.js';

const parsed = (text: string): Case => args(JSON.parse(text) as Record<string, unknown>);

describeDetector(argumentPrototypeKey, {
  attacks: [
    parsed('{"__proto__":{"admin":true}}'),
    parsed('{"a":[{"b":{"__proto__":1}}]}'),
    parsed('{"constructor":{"prototype":{"admin":true}}}'),
    parsed('{"a.__proto__.admin":true}'),
    parsed('{"constructor[prototype][admin]":true}'),
  ],
  twins: [
    parsed('{"constructor":"a racing team"}'),
    parsed('{"constructor":{"name":"a"}}'),
    parsed('{"prototype":"a first model"}'),
    parsed('{"text":"__proto__ is a property"}'),
  ],
});
