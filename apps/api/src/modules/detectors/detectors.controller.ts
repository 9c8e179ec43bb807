import { Controller, Inject } from '@nestjs/common';
import { OPERATIONS } from '@sallyport/contracts';
import type { ActingContext, OrgContext } from '../../platform/http/request-state.js';
import { type InputOf, Operation } from '../../platform/operation.decorator.js';
import { BundlesQueries } from './bundles.queries.js';
import { CustomDetectorsQueries } from './custom-detectors.queries.js';
import { DetectorsQueries } from './detectors.queries.js';
import { RegisteredSecretsQueries } from './registered-secrets.queries.js';
import { CreateCustomDetector } from './use-cases/create-custom-detector.js';
import { DeleteCustomDetector } from './use-cases/delete-custom-detector.js';
import { ForgetSecret } from './use-cases/forget-secret.js';
import { ImportBundle } from './use-cases/import-bundle.js';
import { RegisterSecret } from './use-cases/register-secret.js';
import { SetDetectorMode } from './use-cases/set-detector-mode.js';
import { UpdateBundle } from './use-cases/update-bundle.js';
import { UpdateCustomDetector } from './use-cases/update-custom-detector.js';

@Controller()
export class DetectorsController {
  constructor(
    @Inject(DetectorsQueries) private readonly detectors: DetectorsQueries,
    @Inject(SetDetectorMode) private readonly setMode: SetDetectorMode,
    @Inject(CustomDetectorsQueries) private readonly custom: CustomDetectorsQueries,
    @Inject(CreateCustomDetector) private readonly create: CreateCustomDetector,
    @Inject(UpdateCustomDetector) private readonly update: UpdateCustomDetector,
    @Inject(DeleteCustomDetector) private readonly remove: DeleteCustomDetector,
    @Inject(BundlesQueries) private readonly bundles: BundlesQueries,
    @Inject(ImportBundle) private readonly importBundle: ImportBundle,
    @Inject(UpdateBundle) private readonly updateBundle: UpdateBundle,
    @Inject(RegisteredSecretsQueries) private readonly secrets: RegisteredSecretsQueries,
    @Inject(RegisterSecret) private readonly register: RegisterSecret,
    @Inject(ForgetSecret) private readonly forget: ForgetSecret,
  ) {}

  @Operation(OPERATIONS.listDetectors)
  listDetectors(ctx: OrgContext) {
    return this.detectors.list(ctx);
  }

  @Operation(OPERATIONS.setDetectorMode)
  setDetectorMode(ctx: ActingContext, input: InputOf<typeof OPERATIONS.setDetectorMode>) {
    return this.setMode.run(ctx, input);
  }

  @Operation(OPERATIONS.checkDetector)
  checkDetector(_ctx: OrgContext, input: InputOf<typeof OPERATIONS.checkDetector>) {
    return this.custom.check(input);
  }

  @Operation(OPERATIONS.listCustomDetectors)
  listCustomDetectors(ctx: OrgContext) {
    return this.custom.list(ctx);
  }

  @Operation(OPERATIONS.createCustomDetector)
  createCustomDetector(ctx: ActingContext, input: InputOf<typeof OPERATIONS.createCustomDetector>) {
    return this.create.run(ctx, input);
  }

  @Operation(OPERATIONS.updateCustomDetector)
  updateCustomDetector(ctx: ActingContext, input: InputOf<typeof OPERATIONS.updateCustomDetector>) {
    return this.update.run(ctx, input);
  }

  @Operation(OPERATIONS.deleteCustomDetector)
  deleteCustomDetector(ctx: ActingContext, input: InputOf<typeof OPERATIONS.deleteCustomDetector>) {
    return this.remove.run(ctx, input);
  }

  @Operation(OPERATIONS.listDetectorBundles)
  listDetectorBundles(ctx: OrgContext) {
    return this.bundles.list(ctx);
  }

  @Operation(OPERATIONS.importDetectorBundle)
  importDetectorBundle(ctx: ActingContext, input: InputOf<typeof OPERATIONS.importDetectorBundle>) {
    return this.importBundle.run(ctx, input);
  }

  @Operation(OPERATIONS.updateDetectorBundle)
  updateDetectorBundle(ctx: ActingContext, input: InputOf<typeof OPERATIONS.updateDetectorBundle>) {
    return this.updateBundle.run(ctx, input);
  }

  @Operation(OPERATIONS.listRegisteredSecrets)
  listRegisteredSecrets(ctx: OrgContext) {
    return this.secrets.list(ctx);
  }

  @Operation(OPERATIONS.registerSecret)
  registerSecret(ctx: ActingContext, input: InputOf<typeof OPERATIONS.registerSecret>) {
    return this.register.run(ctx, input);
  }

  @Operation(OPERATIONS.forgetSecret)
  forgetSecret(ctx: ActingContext, input: InputOf<typeof OPERATIONS.forgetSecret>) {
    return this.forget.run(ctx, input);
  }
}
