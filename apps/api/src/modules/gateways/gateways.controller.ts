import { Controller, Inject } from '@nestjs/common';
import { OPERATIONS } from '@sallyport/contracts';
import type { GatewayContext } from '../../platform/http/request-state.js';
import { type InputOf, Operation } from '../../platform/operation.decorator.js';
import { AcceptDefinitions } from './use-cases/accept-definitions.js';
import { AcceptHeartbeat } from './use-cases/accept-heartbeat.js';

@Controller()
export class GatewaysController {
  constructor(
    @Inject(AcceptHeartbeat) private readonly heartbeat: AcceptHeartbeat,
    @Inject(AcceptDefinitions) private readonly definitions: AcceptDefinitions,
  ) {}

  @Operation(OPERATIONS.sendHeartbeat)
  sendHeartbeat(ctx: GatewayContext, input: InputOf<typeof OPERATIONS.sendHeartbeat>) {
    return this.heartbeat.run(ctx, input);
  }

  @Operation(OPERATIONS.reportDefinitions)
  reportDefinitions(ctx: GatewayContext, input: InputOf<typeof OPERATIONS.reportDefinitions>) {
    return this.definitions.run(ctx, input);
  }
}
