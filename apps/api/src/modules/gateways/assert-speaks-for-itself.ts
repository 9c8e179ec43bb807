import { AppError } from '@sallyport/contracts';
import type { GatewayContext } from '../../platform/http/request-state.js';

/**
 * A gateway speaks for itself only.
 * @throws AppError `request.invalid`
 */
export const assertSpeaksForItself = (ctx: GatewayContext, body: { readonly gatewayId: string }): void => {
  if (body.gatewayId === ctx.gatewayId) return;
  throw new AppError('request.invalid', {
    fields: [{ pointer: '/body/gatewayId', message: 'The token belongs to another gateway' }],
  });
};
