import type { Finding, SessionFacts } from '@sallyport/contracts';
import { findingOf } from './findings-of.js';
import type { ToolUse } from './tool-uses.js';

const LOOP_MIN = 100;
/** A state that is asked for every few seconds is watched, not looped over. */
const LOOP_PER_MINUTE_MIN = 12;
const FLOOD_PER_MINUTE = 600;
const ENUMERATED_MIN = 150;
const ENUMERATED_PER_MINUTE_MIN = 30;
const SLOW_CALLS_MIN = 30;
const SLOW_BYTES_MIN = 120;
const NO_FINDINGS: readonly Finding[] = [];

/** Findings of how often and how fast. None of them stops a call by itself. */
export function paceFindings(session: SessionFacts, tool: ToolUse, pointer: string): readonly Finding[] {
  const { repeats, callsPerMinute, variants, calls } = session;
  const isLoop = repeats >= LOOP_MIN && callsPerMinute >= LOOP_PER_MINUTE_MIN;
  const isFlood = callsPerMinute >= FLOOD_PER_MINUTE;
  const isEnumeration = variants >= ENUMERATED_MIN && callsPerMinute >= ENUMERATED_PER_MINUTE_MIN;
  const isSlow = session.privateSeen && tool.novelCalls >= SLOW_CALLS_MIN && tool.novelBytes >= SLOW_BYTES_MIN;
  if (!isLoop && !isFlood && !isEnumeration && !isSlow) return NO_FINDINGS;
  const findings: Finding[] = [];
  const say = (name: 'loop' | 'flood' | 'enumeration' | 'slow', confidence: number, evidence: string): void => {
    findings.push(findingOf(name, { confidence, pointer, evidence, isOurs: true }));
  };
  if (isLoop) say('loop', 0.8, `${repeats} times in the last hour`);
  if (isFlood) say('flood', 0.7, `${callsPerMinute} calls in a minute`);
  if (isEnumeration) say('enumeration', 0.6, `${variants} different arguments, ${calls} calls in the last hour`);
  if (isSlow) say('slow', 0.6, `${tool.novelBytes} bytes in ${tool.novelCalls} calls`);
  return findings;
}
