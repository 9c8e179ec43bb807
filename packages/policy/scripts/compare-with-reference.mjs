// Compares `decide` with the reference evaluator over random policies and messages, without a test runner:
// `pnpm tsc -b packages/policy && node packages/policy/scripts/compare-with-reference.mjs [pairs] [seed]`.
import fc from 'fast-check';
import { decide } from '../dist/decide.js';
import { arbitraryPolicies } from '../dist/test-support/arbitraries.js';
import { arbitraryInput } from '../dist/test-support/arbitrary-input.js';
import { outcomeOf } from '../dist/test-support/outcome.js';
import { programOf } from '../dist/test-support/programs.js';
import { referenceDecide } from '../dist/test-support/reference.js';

const PAIRS = Number(process.argv[2] ?? 1_000_000);
const SEED = Number(process.argv[3] ?? 1);
const MESSAGES = 20;
const messages = fc.array(arbitraryInput, { minLength: MESSAGES, maxLength: MESSAGES });

let compared = 0;
let told = 0;
const begin = performance.now();
const report = () => {
  const { user, system } = process.cpuUsage();
  const wall = ((performance.now() - begin) / 1000).toFixed(0);
  console.log(`${compared} pairs, no difference, ${wall} s, ${((user + system) / 1e6).toFixed(0)} s of processor time`);
};

fc.assert(
  fc.property(arbitraryPolicies, messages, (policies, some) => {
    const program = programOf(policies);
    for (const message of some) {
      const found = JSON.stringify(outcomeOf(decide(program, message)));
      const expected = JSON.stringify(referenceDecide(policies, message));
      if (found !== expected) throw new Error(`${found} is not ${expected}`);
    }
    compared += some.length;
    if (compared - told >= 50_000) {
      told = compared;
      report();
    }
  }),
  { numRuns: Math.ceil(PAIRS / MESSAGES), seed: SEED },
);
report();
