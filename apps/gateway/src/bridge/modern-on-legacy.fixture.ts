import { onTestFinished } from 'vitest';
import { ModernOnLegacy, type ModernOnLegacyTimes } from './modern-on-legacy.js';
import {
  type Json,
  type LegacyServer,
  legacyServer,
  type ScriptedExchange,
  type ScriptedUpstream,
} from './scripted-upstream.fixture.js';

/** Capabilities of a client that can be asked to fill in forms. */
export const FORM = { elicitation: { form: {} } };

/** A bridge over this server; it is closed with the test. */
export const over = (legacy: ScriptedUpstream, times: Partial<ModernOnLegacyTimes> = {}): ModernOnLegacy => {
  const bridge = new ModernOnLegacy(legacy, { replicaId: 'replica-1', times });
  onTestFinished(() => bridge.close());
  return bridge;
};

export const start = (server: LegacyServer = {}, times: Partial<ModernOnLegacyTimes> = {}) => {
  const legacy = legacyServer(server);
  return { legacy, bridge: over(legacy, times) };
};

export const ELICIT = {
  message: 'Who?',
  requestedSchema: { type: 'object', properties: { name: { type: 'string' } } },
};
export const asks = (exchange: ScriptedExchange, id: string | number = 'e1', params: Json = ELICIT): void => {
  exchange.say({ id, method: 'elicitation/create', params });
};

export const textResult = (text: string) => ({ content: [{ type: 'text', text }] });
