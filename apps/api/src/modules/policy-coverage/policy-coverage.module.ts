import { Module } from '@nestjs/common';
import { PolicyCoverageController } from './policy-coverage.controller.js';

@Module({ controllers: [PolicyCoverageController] })
export class PolicyCoverageModule {}
