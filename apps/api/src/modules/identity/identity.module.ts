import { Module } from '@nestjs/common';
import { DIRECTORY } from '../../platform/tokens.js';
import { AdminChangesModule } from '../admin-changes/admin-changes.module.js';
import { PostgresDirectory } from './directory.js';
import { IdentityController } from './identity.controller.js';
import { SignIn } from './use-cases/sign-in.js';

@Module({
  imports: [AdminChangesModule],
  controllers: [IdentityController],
  providers: [SignIn, { provide: DIRECTORY, useClass: PostgresDirectory }],
  exports: [DIRECTORY],
})
export class IdentityModule {}
