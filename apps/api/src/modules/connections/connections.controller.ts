import { Controller, Inject } from '@nestjs/common';
import { OPERATIONS } from '@sallyport/contracts';
import type { GatewayContext, OrgContext } from '../../platform/http/request-state.js';
import { type InputOf, Operation } from '../../platform/operation.decorator.js';
import { assertSpeaksForItself } from '../gateways/assert-speaks-for-itself.js';
import { ConnectionsQueries } from './connections.queries.js';
import { CompleteConnection } from './use-cases/complete-connection.js';
import { DeleteUpstreamClient } from './use-cases/delete-upstream-client.js';
import { Disconnect } from './use-cases/disconnect.js';
import { LendCredential } from './use-cases/lend-credential.js';
import { SaveUpstreamClient } from './use-cases/save-upstream-client.js';
import { StartConnection } from './use-cases/start-connection.js';

@Controller()
export class ConnectionsController {
  constructor(
    @Inject(ConnectionsQueries) private readonly queries: ConnectionsQueries,
    @Inject(StartConnection) private readonly start: StartConnection,
    @Inject(CompleteConnection) private readonly complete: CompleteConnection,
    @Inject(Disconnect) private readonly disconnect: Disconnect,
    @Inject(SaveUpstreamClient) private readonly saveClient: SaveUpstreamClient,
    @Inject(DeleteUpstreamClient) private readonly deleteClient: DeleteUpstreamClient,
    @Inject(LendCredential) private readonly lend: LendCredential,
  ) {}

  @Operation(OPERATIONS.getConnection)
  getConnection(ctx: OrgContext, input: InputOf<typeof OPERATIONS.getConnection>) {
    return this.queries.get(ctx, input);
  }

  @Operation(OPERATIONS.startConnection)
  startConnection(ctx: OrgContext, input: InputOf<typeof OPERATIONS.startConnection>) {
    return this.start.run(ctx, input);
  }

  @Operation(OPERATIONS.completeConnection)
  completeConnection(ctx: OrgContext, input: InputOf<typeof OPERATIONS.completeConnection>) {
    return this.complete.run(ctx, input);
  }

  @Operation(OPERATIONS.deleteConnection)
  deleteConnection(ctx: OrgContext, input: InputOf<typeof OPERATIONS.deleteConnection>) {
    return this.disconnect.run(ctx, input);
  }

  @Operation(OPERATIONS.listUpstreamClients)
  listUpstreamClients(ctx: OrgContext) {
    return this.queries.listClients(ctx);
  }

  @Operation(OPERATIONS.saveUpstreamClient)
  saveUpstreamClient(ctx: OrgContext, input: InputOf<typeof OPERATIONS.saveUpstreamClient>) {
    return this.saveClient.run(ctx, input);
  }

  @Operation(OPERATIONS.deleteUpstreamClient)
  deleteUpstreamClient(ctx: OrgContext, input: InputOf<typeof OPERATIONS.deleteUpstreamClient>) {
    return this.deleteClient.run(ctx, input);
  }

  @Operation(OPERATIONS.borrowCredential)
  borrowCredential(ctx: GatewayContext, input: InputOf<typeof OPERATIONS.borrowCredential>) {
    assertSpeaksForItself(ctx, input.body);
    return this.lend.run(ctx, input);
  }
}
