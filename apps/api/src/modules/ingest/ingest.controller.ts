import { Controller, Inject } from '@nestjs/common';
import { OPERATIONS } from '@sallyport/contracts';
import type { GatewayContext } from '../../platform/http/request-state.js';
import { type LenientInput, LenientOperation } from '../../platform/operation.decorator.js';
import { IngestRecords, ingestEnvelopeSchema } from './use-cases/ingest-records.js';

@Controller()
export class IngestController {
  constructor(@Inject(IngestRecords) private readonly ingest: IngestRecords) {}

  @LenientOperation(OPERATIONS.ingestRecords, ingestEnvelopeSchema)
  ingestRecords(ctx: GatewayContext, input: LenientInput<typeof ingestEnvelopeSchema>) {
    return this.ingest.run(ctx, input);
  }
}
