import { checkDocument } from '../check/check-document.js';
import { parsePolicy } from '../document/parse-policy.js';
import { compilePolicy } from '../program/compile-policy.js';
import { createProgram, type Program } from '../program/program.js';
import { type ReferencePolicy, toText } from './reference.js';

/** Compiles also what the checks refuse, such as a rule that can never match: it has to be harmless all the same. */
export const programOf = (policies: readonly ReferencePolicy[]): Program =>
  createProgram(
    policies.map((policy, index) => {
      const parsed = parsePolicy(toText(policy));
      if (!parsed.ok) throw new Error(parsed.diagnostics.map(({ message }) => message).join('; '));
      const { conditions } = checkDocument(parsed.document, parsed.positions);
      const unread = parsed.document.rules.find(
        ({ when }, at) => when !== undefined && (conditions[at] ?? null) === null,
      );
      if (unread !== undefined) throw new Error(`not compiled: ${unread.when}`);
      const source = { policyId: `pol_${index}`, policyName: 'random', policyVersion: 1 };
      const level = policy.level === 'platform' ? policy.level : undefined;
      return compilePolicy({ ...parsed, conditions, source, level });
    }),
  );
