import type { Finding, SessionFacts } from '@sallyport/contracts';
import type { ToolCount } from './counters.js';
import { findingOf } from './findings-of.js';

const LOOP_MIN = 100;
/** A state that is asked for every few seconds is watched, not looped over. */
const LOOP_PER_MINUTE_MIN = 12;
const FLOOD_PER_MINUTE = 600;
const ENUMERATED_MIN = 150;
const ENUMERATED_PER_MINUTE_MIN = 30;
const SLOW_CALLS_MIN = 30;
const SLOW_BYTES_MIN = 120;
const DIGESTED_UNITS = 8_192;

/** Findings of how often and how fast. None of them stops a call by itself. */
export function paceFindings(session: SessionFacts, tool: ToolCount, pointer: string): Finding[] {
  const { repeats, callsPerMinute, variants, calls } = session;
  const findings: Finding[] = [];
  const say = (name: 'loop' | 'flood' | 'enumeration' | 'slow', confidence: number, evidence: string): void => {
    findings.push(findingOf(name, { confidence, pointer, evidence }));
  };
  if (repeats >= LOOP_MIN && callsPerMinute >= LOOP_PER_MINUTE_MIN)
    say('loop', 0.8, `${repeats} times in the last hour`);
  if (callsPerMinute >= FLOOD_PER_MINUTE) say('flood', 0.7, `${callsPerMinute} calls in a minute`);
  if (variants >= ENUMERATED_MIN && callsPerMinute >= ENUMERATED_PER_MINUTE_MIN) {
    say('enumeration', 0.6, `${variants} different arguments, ${calls} calls in the last hour`);
  }
  if (session.privateSeen && tool.novelCalls >= SLOW_CALLS_MIN && tool.novelBytes >= SLOW_BYTES_MIN) {
    say('slow', 0.6, `${tool.novelBytes} bytes in ${tool.novelCalls} calls`);
  }
  return findings;
}

/** Tells calls with other arguments apart. */
export function variantOf(args: unknown): number {
  const text = JSON.stringify(args) ?? '';
  let hash = 0x811c9dc5 ^ text.length;
  for (let i = 0; i < text.length && i < DIGESTED_UNITS; i += 1)
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}
