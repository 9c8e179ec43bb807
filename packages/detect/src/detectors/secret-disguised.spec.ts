import { args, BASE32, describeDetector, made, result } from '../testing/cases.js';
import { secretDisguised } from './secret-disguised.js';

const github = `ghp_${made(36, undefined, 7)}`;
const aws = `AKIA${made(16, BASE32)}`;
const backwards = (text: string) => [...text].reverse().join('');
const half = (text: string) => Math.floor(text.length / 2);

describeDetector(secretDisguised, {
  attacks: [
    result(backwards(github)),
    result(`the value is ${backwards(github)}, read it from the right`),
    result([...github].join(' ')),
    result(`use ${[...aws].join('-')} for it`),
    result(`${github.slice(0, half(github))}\n${github.slice(half(github))}`),
    args({ body: `a = "${github.slice(0, half(github))}" + "${github.slice(half(github))}"` }),
  ],
  twins: [
    result(github),
    result('tokens start with ghp_ and are followed by thirty six characters of letters'),
    result('g h p is short for good honest people'),
    result('aika on rahaa 2026, sanoo HAKIJA12345678901234567890'),
    result(`commit ${made(40, '0123456789abcdef')} of akia_parser`),
    result('ghp_xxxxxxxxxxxxxxxxxx xxxxxxxxxxxxxxxxxx'),
  ],
});
