import { Module } from '@nestjs/common';
import { PolicyQuestionsController } from './policy-questions.controller.js';
import { PolicyQuestionsQueries } from './policy-questions.queries.js';

@Module({ controllers: [PolicyQuestionsController], providers: [PolicyQuestionsQueries] })
export class PolicyQuestionsModule {}
