import { Controller, Inject } from '@nestjs/common';
import { OPERATIONS } from '@sallyport/contracts';
import type { PersonContext } from '../../platform/http/request-state.js';
import { Operation } from '../../platform/operation.decorator.js';
import { SignIn } from './use-cases/sign-in.js';

@Controller()
export class IdentityController {
  constructor(@Inject(SignIn) private readonly signIn: SignIn) {}

  @Operation(OPERATIONS.getMe)
  getMe(ctx: PersonContext) {
    return this.signIn.run(ctx);
  }
}
