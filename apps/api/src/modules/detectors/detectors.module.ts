import { Module } from '@nestjs/common';
import { AdminChangesModule } from '../admin-changes/admin-changes.module.js';
import { SnapshotsModule } from '../snapshots/snapshots.module.js';
import { BundlesQueries } from './bundles.queries.js';
import { CustomDetectorsQueries } from './custom-detectors.queries.js';
import { DetectorsController } from './detectors.controller.js';
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

@Module({
  imports: [AdminChangesModule, SnapshotsModule],
  controllers: [DetectorsController],
  providers: [
    DetectorsQueries,
    SetDetectorMode,
    CustomDetectorsQueries,
    CreateCustomDetector,
    UpdateCustomDetector,
    DeleteCustomDetector,
    BundlesQueries,
    ImportBundle,
    UpdateBundle,
    RegisteredSecretsQueries,
    RegisterSecret,
    ForgetSecret,
  ],
})
export class DetectorsModule {}
