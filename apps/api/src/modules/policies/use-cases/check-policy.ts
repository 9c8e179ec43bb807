import { Injectable } from '@nestjs/common';
import type { OPERATIONS } from '@sallyport/contracts';
import { checkPolicy } from '@sallyport/policy';
import type { OrgContext } from '../../../platform/http/request-state.js';
import type { InputOf, ResultOf } from '../../../platform/operation.decorator.js';

type Check = typeof OPERATIONS.checkPolicy;

/** Says what publishing a text would say, and saves nothing. */
@Injectable()
export class CheckPolicy {
  async run(_ctx: OrgContext, { body }: InputOf<Check>): Promise<ResultOf<Check>> {
    const { diagnostics, tests, document, ruleCount } = checkPolicy(body.text);
    const isClean = document !== null && diagnostics.every(({ severity }) => severity !== 'error');
    return {
      ok: isClean && tests.every(({ passed }) => passed),
      diagnostics: [...diagnostics],
      tests: tests.map(({ name, passed, expected, actual, detail }) => ({ name, passed, expected, actual, detail })),
      ruleCount,
    };
  }
}
