import { Module } from '@nestjs/common';
import { PolicyQuestionsController } from './policy-questions.controller.js';

@Module({ controllers: [PolicyQuestionsController] })
export class PolicyQuestionsModule {}
