import type { Finding } from '@sallyport/contracts';
import { describe, expect, it } from 'vitest';
import type { Detector } from '../detectors/detector.js';
import { severityRank } from '../findings.js';
import { createInspectorOf, type MessageKind } from '../inspect.js';

/** Test support for the specs beside the detectors: attack cases and benign twins as data. */
export interface Case {
  readonly label: string;
  readonly kind: 'arguments' | MessageKind;
  readonly value: unknown;
  readonly toolName?: string;
}

const shorten = (value: unknown): string => JSON.stringify(value).slice(0, 90);

export const args = (value: Record<string, unknown>, toolName = 'tool'): Case => ({
  label: `arguments ${shorten(value)}`,
  kind: 'arguments',
  value,
  toolName,
});

export const result = (text: string): Case => ({
  label: `result ${shorten(text)}`,
  kind: 'result',
  value: { jsonrpc: '2.0', id: 1, result: { content: [{ type: 'text', text }] } },
});

/** A result with other members than one text. */
export const answer = (value: Record<string, unknown>): Case => ({
  label: `answer ${shorten(value)}`,
  kind: 'result',
  value: { jsonrpc: '2.0', id: 1, result: value },
});

/** What a server sends unasked: a request of its own, or a notification. */
export const serverMessage = (method: string, params: Record<string, unknown>): Case => ({
  label: `${method} ${shorten(params)}`,
  kind: 'server_message',
  value: { jsonrpc: '2.0', id: 1, method, params },
});

export const definition = (description: string, inputSchema: unknown = { type: 'object', properties: {} }): Case => ({
  label: `definition ${shorten(description)}`,
  kind: 'definition',
  value: { jsonrpc: '2.0', id: 1, result: { tools: [{ name: 'convert', description, inputSchema }] } },
});

/** What a policy would act on: medium or worse, and more likely than not. */
export const isGrave = ({ severity, confidence }: Finding): boolean =>
  severityRank(severity) >= severityRank('medium') && confidence >= 0.5;

/** Findings of one detector, through the same gates and views as in the gateway. */
export function inspectCase(detectors: readonly Detector[], { kind, value, toolName }: Case): Finding[] {
  const inspector = createInspectorOf(detectors);
  if (kind === 'arguments') {
    return inspector.inspectArguments({
      ...(toolName === undefined ? {} : { toolName }),
      args: value,
      pointerBase: '/params/arguments',
    });
  }
  const findings = inspector.inspectMessage(value, kind);
  // The gateway looks closer only when the byte scan says so.
  if (findings.length > 0) expect(inspector.inspectBytes(Buffer.from(JSON.stringify(value)))).toBe(true);
  return findings;
}

/** Every attack is found gravely; no twin is. */
export function describeDetector(
  detector: Detector,
  { attacks, twins }: { attacks: readonly Case[]; twins: readonly Case[] },
): void {
  describe(detector.id, () => {
    for (const attack of attacks) {
      it(`finds ${attack.label}`, () => {
        expect(
          inspectCase([detector], attack)
            .filter(isGrave)
            .map((finding) => finding.detector),
        ).toContain(detector.id);
      });
    }
    for (const twin of twins) {
      it(`lets pass ${twin.label}`, () => {
        expect(inspectCase([detector], twin).filter(isGrave)).toEqual([]);
      });
    }
  });
}

/** Deterministic text from an alphabet: tokens of the right form that never were anyone's. */
export function made(length: number, alphabet = ALPHANUMERIC, seed = 11): string {
  let state = seed;
  let text = '';
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    text += alphabet.charAt((state >>> 8) % alphabet.length);
  }
  return text;
}

export const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
export const HEX = '0123456789abcdef';
export const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
export const LOWER = 'abcdefghijklmnopqrstuvwxyz0123456789';
