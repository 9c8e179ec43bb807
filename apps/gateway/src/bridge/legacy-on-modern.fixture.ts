import { onTestFinished } from 'vitest';
import { LegacyOnModern, type LegacyOnModernOptions } from './legacy-on-modern.js';
import { type Json, type Script, ScriptedUpstream } from './scripted-upstream.fixture.js';

export const META = 'io.modelcontextprotocol';
/** Capabilities of a client that can be asked everything. */
export const ALL = { elicitation: { form: {}, url: {} }, sampling: {}, roots: { listChanged: true } };
export const ELICIT = { message: 'Who?', requestedSchema: { type: 'object', properties: {} } };

/** A bridge over a modern server that does what the test says; it is closed with the test. */
export const start = (onSend: Script = () => undefined, options: Partial<LegacyOnModernOptions> = {}) => {
  const modern = new ScriptedUpstream(onSend);
  const bridge = new LegacyOnModern(modern, { replicaId: 'replica-1', ...options });
  onTestFinished(() => bridge.close());
  return { modern, bridge };
};

export const complete = (more: Json = {}) => ({ resultType: 'complete', ...more });
