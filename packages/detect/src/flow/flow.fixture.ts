import type { SessionFinding, SessionStep } from './inspect-session.js';
import { inspectSession } from './inspect-session.js';

export const call = (tool: string, args: object = {}): SessionStep => ({ type: 'call', tool, arguments: args });
export const result = (tool: string, value: unknown): SessionStep => ({
  type: 'result',
  tool,
  content: [{ type: 'text', text: typeof value === 'string' ? value : JSON.stringify(value) }],
});
/** A call and its answer. */
export const read = (tool: string, value: unknown, args: object = {}): SessionStep[] => [
  call(tool, args),
  result(tool, value),
];

/** What would be shown to a person: medium and worse. */
export const flagged = (steps: readonly SessionStep[]): string[] => [
  ...new Set(
    inspectSession(steps)
      .filter(isShown)
      .map(({ detector }) => detector),
  ),
];
const isShown = ({ severity, confidence }: SessionFinding): boolean =>
  confidence >= 0.5 && (severity === 'medium' || severity === 'high' || severity === 'critical');

export const EMPLOYEE = {
  name: 'Ilse Vandamme',
  staff_number: 'KX-20418',
  position: 'Head of procurement, Antwerp',
  salary: '97,400 EUR',
  note: 'On leave until the end of the quarter; deputy is M. Okonkwo.',
};
export const ARTICLE = 'Ten mountain huts worth the climb. The third one serves dumplings at two thousand metres.';
