import { createHash } from 'node:crypto';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Access, AppError, hasPermission, type Permission, SERVICE_TOKEN_PATTERN } from '@sallyport/contracts';
import type { Request } from 'express';
import { type GatewayContext, type OrgContext, type RequestState, stateOf } from '../http/request-state.js';
import { type BoundOperation, OPERATION_METADATA } from '../operation.decorator.js';
import { CLOCK, DIRECTORY, VERIFY_PERSON } from '../tokens.js';
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
    @Inject(CLOCK) private readonly now: () => number,
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
    const gatewayId = await this.directory.findGateway(hashOf(bearerOf(req)));
    if (gatewayId === null) throw new AppError('auth.token_invalid');
    return { requestId, gatewayId };
  }

  private async toOrgContext(permission: Permission, req: Request, requestId: string): Promise<OrgContext> {
    const token = bearerOf(req);
    const orgSlug = String(req.params.org);
    const context = SERVICE_TOKEN_PATTERN.test(token)
      ? await this.fromServiceToken(token, orgSlug, requestId)
      : await this.fromPersonToken(token, orgSlug, requestId);
    const isPersonal = context.actor.kind === 'user' || !PERSONAL.includes(permission);
    if (!isPersonal || !hasPermission(context.role, permission)) throw new AppError('permission.missing');
    return context;
  }

  private async fromPersonToken(token: string, wantedSlug: string, requestId: string): Promise<OrgContext> {
    const person = await this.verifyPerson(token);
    const membership = await this.directory.findMembership(person, wantedSlug);
    if (!membership) throw new AppError('org.not_found');
    const { orgId, orgSlug, role, memberId, name } = membership;
    const currentRole = async () => {
      const now = await this.directory.findMembership(person, wantedSlug);
      return now?.orgId === orgId ? now.role : null;
    };
    const credential = { expiresAt: person.tokenExpiresAt, currentRole };
    return { requestId, orgId, orgSlug, role, actor: { kind: 'user', id: memberId, name }, credential };
  }

  private async fromServiceToken(token: string, wantedSlug: string, requestId: string): Promise<OrgContext> {
    const hash = hashOf(token);
    const account = await this.directory.findServiceAccount(hash);
    if (!account) throw new AppError('auth.token_invalid');
    const { orgId, orgSlug, accountId, name, role } = account;
    const expiresAt = account.expiresAt ?? Number.POSITIVE_INFINITY;
    if (expiresAt <= this.now()) throw new AppError('auth.token_expired');
    if (orgSlug !== wantedSlug) throw new AppError('org.not_found');
    if (role === null) throw new AppError('permission.missing');
    const currentRole = async () => (await this.directory.findServiceAccount(hash))?.role ?? null;
    const actor = { kind: 'service_account', id: accountId, name } as const;
    return { requestId, orgId, orgSlug, role, actor, credential: { expiresAt, currentRole } };
  }
}

/** What only a person can do: sign in somewhere, be the second pair of eyes, ask for access for themselves. */
const PERSONAL: readonly Permission[] = ['server:connect', 'policy:review', 'access:request'];

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
