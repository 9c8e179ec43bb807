import { Controller, Inject } from '@nestjs/common';
import { OPERATIONS } from '@sallyport/contracts';
import type { OrgContext } from '../../platform/http/request-state.js';
import { type InputOf, Operation } from '../../platform/operation.decorator.js';
import { DefinitionsQueries } from './definitions.queries.js';
import { ServersQueries } from './servers.queries.js';
import { CreateServer } from './use-cases/create-server.js';
import { ReviewDefinition } from './use-cases/review-definition.js';
import { UpdateServer } from './use-cases/update-server.js';

@Controller()
export class ServersController {
  constructor(
    @Inject(ServersQueries) private readonly servers: ServersQueries,
    @Inject(DefinitionsQueries) private readonly definitions: DefinitionsQueries,
    @Inject(CreateServer) private readonly create: CreateServer,
    @Inject(UpdateServer) private readonly update: UpdateServer,
    @Inject(ReviewDefinition) private readonly review: ReviewDefinition,
  ) {}

  @Operation(OPERATIONS.listServers)
  listServers(ctx: OrgContext, input: InputOf<typeof OPERATIONS.listServers>) {
    return this.servers.list(ctx, input);
  }

  @Operation(OPERATIONS.createServer)
  createServer(ctx: OrgContext, input: InputOf<typeof OPERATIONS.createServer>) {
    return this.create.run(ctx, input);
  }

  @Operation(OPERATIONS.getServer)
  getServer(ctx: OrgContext, input: InputOf<typeof OPERATIONS.getServer>) {
    return this.servers.get(ctx, input);
  }

  @Operation(OPERATIONS.updateServer)
  updateServer(ctx: OrgContext, input: InputOf<typeof OPERATIONS.updateServer>) {
    return this.update.run(ctx, input);
  }

  @Operation(OPERATIONS.listDefinitions)
  listDefinitions(ctx: OrgContext, input: InputOf<typeof OPERATIONS.listDefinitions>) {
    return this.definitions.list(ctx, input);
  }

  @Operation(OPERATIONS.reviewDefinition)
  reviewDefinition(ctx: OrgContext, input: InputOf<typeof OPERATIONS.reviewDefinition>) {
    return this.review.run(ctx, input);
  }
}
