import { args, describeDetector } from '../testing/cases.js';
import { argumentSerialized } from './argument-serialized.js';

describeDetector(argumentSerialized, {
  attacks: [
    args({ data: 'O:8:"Something":1:{s:3:"cmd";s:2:"id";}' }),
    args({ data: 'rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcA' }),
    args({ yaml: '!!python/object/apply:os.system ["id"]' }),
    args({ data: '{"rce":"_$$ND_FUNC$$_function (){ }()"}' }),
    args({ data: '!ruby/object:Gem::Installer {}' }),
  ],
  twins: [
    args({ data: '{"a":1,"b":["c"]}' }),
    args({ yaml: 'a: !!str 1' }),
    args({ text: 'the time is O:8 and C:9' }),
    args({ image: 'iVBORw0KGgoAAAANSUhEUgAAAAUA' }),
  ],
});
