import { createHash } from 'node:crypto';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Access, AppError, hasPermission, type Permission } from '@sallyport/contracts';
import type { Request } from 'express';
import { type GatewayContext, type OrgContext, type RequestState, stateOf } from '../http/request-state.js';
import { type BoundOperation, OPERATION_METADATA } from '../operation.decorator.js';
import { DIRECTORY, VERIFY_PERSON } from '../tokens.js';
import { bearerOf } from './bearer.js';
import type { Directory } from './directory.js';
import type { PersonTokenVerifier } from './person-tokens.js';

/**
 * Who may call what, from the operation alone. The order of checks decides what a stranger can learn: first the token
 * (401), then membership (404, the same for a foreign and a missing organisation), then the permission (403), and only
 * then the input.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(VERIFY_PERSON) private readonly verifyPerson: PersonTokenVerifier,
    @Inject(DIRECTORY) private readonly directory: Directory,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { operation } = this.reflector.get<BoundOperation>(OPERATION_METADATA, context.getHandler());
    const req = context.switchToHttp().getRequest<Request>();
    const state = stateOf(req);
    state.operationId = operation.id;
    state.context = await this.toContext(operation.access, req, state);
    return true;
  }

  private async toContext(access: Access, req: Request, { requestId }: RequestState) {
    switch (access) {
      case 'public':
        return { requestId };
      case 'gateway':
        return this.toGatewayContext(req, requestId);
      case 'authenticated':
        return { requestId, person: await this.verifyPerson(bearerOf(req)) };
      default:
        return this.toOrgContext(access, req, requestId);
    }
  }

  private async toGatewayContext(req: Request, requestId: string): Promise<GatewayContext> {
    const tokenHash = createHash('sha256').update(bearerOf(req)).digest('hex');
    const gatewayId = await this.directory.findGateway(tokenHash);
    if (gatewayId === null) throw new AppError('auth.token_invalid');
    return { requestId, gatewayId };
  }

  private async toOrgContext(permission: Permission, req: Request, requestId: string): Promise<OrgContext> {
    const person = await this.verifyPerson(bearerOf(req));
    const membership = await this.directory.findMembership(person, String(req.params.org));
    if (!membership) throw new AppError('org.not_found');
    if (!hasPermission(membership.role, permission)) throw new AppError('permission.missing');
    const { orgId, orgSlug, role, memberId, name } = membership;
    return { requestId, person, orgId, orgSlug, role, actor: { id: memberId, name } };
  }
}
