import { Controller, Inject } from '@nestjs/common';
import { OPERATIONS } from '@sallyport/contracts';
import type { Response } from 'express';
import type { GatewayContext } from '../../platform/http/request-state.js';
import { type InputOf, Operation } from '../../platform/operation.decorator.js';
import { SnapshotsQueries } from './snapshots.queries.js';
import { StreamSnapshots } from './use-cases/stream-snapshots.js';

@Controller()
export class SnapshotsController {
  constructor(
    @Inject(SnapshotsQueries) private readonly queries: SnapshotsQueries,
    @Inject(StreamSnapshots) private readonly stream: StreamSnapshots,
  ) {}

  @Operation(OPERATIONS.listSnapshots)
  listSnapshots(ctx: GatewayContext) {
    return this.queries.list(ctx);
  }

  @Operation(OPERATIONS.getSnapshot)
  getSnapshot(ctx: GatewayContext, input: InputOf<typeof OPERATIONS.getSnapshot>) {
    return this.queries.get(ctx, input);
  }

  @Operation(OPERATIONS.streamSnapshots)
  streamSnapshots(ctx: GatewayContext, _input: unknown, res: Response) {
    return this.stream.run(ctx, res);
  }
}
