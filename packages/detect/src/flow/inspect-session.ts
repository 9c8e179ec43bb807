import { type Finding, SEVERITIES } from '@sallyport/contracts';
import { FlowContext } from './flow-context.js';
import { TaintMemory } from './taint.js';
import { toolKind } from './tool-kind.js';

/** One step of a session, as it was written down. */
export type SessionStep =
  | { readonly type: 'call'; readonly tool: string; readonly arguments?: unknown; readonly server?: string }
  | { readonly type: 'result'; readonly tool: string; readonly content?: unknown; readonly server?: string };

/** A finding and the step it was made at. */
export type SessionFinding = Finding & { readonly step: number };

const STEP_MS = 1_000;
const SENSITIVE =
  /secret|password|credential|bank|payment|health|patient|medical|genetic|customer|employee|payroll|crm/i;

/**
 * Follows the data of a whole session: what results said, and which of it later calls send where. The state machine the gateway runs
 * message by message; servers are told apart by the names of tools where steps do not say. Pure; linear in the size of the steps.
 * @param steps  calls and results in their order; anything else is left out
 * @returns findings with the index of their step, worst first; pointers begin at the step (`/arguments/to`)
 */
export function inspectSession(steps: readonly SessionStep[]): SessionFinding[] {
  const taint = new TaintMemory();
  const context = new FlowContext(taint);
  const findings: SessionFinding[] = [];
  let last: Extract<SessionStep, { type: 'call' }> | null = null;
  steps.forEach((step, index) => {
    if (typeof step !== 'object' || step === null || typeof step.tool !== 'string') return;
    const at = index * STEP_MS;
    const kind = toolKind(step.tool);
    const server = step.server ?? kind.family;
    if (step.type === 'call') {
      last = step;
      const call = {
        server,
        tool: step.tool,
        args: step.arguments,
        pointerBase: '/arguments',
        isOutside: kind.sends,
        at,
      };
      for (const finding of context.examine(call).findings) findings.push({ ...finding, step: index });
      context.sent(call);
    } else if (step.type === 'result') {
      const text = textOf(step.content);
      const { findings: found } = context.learn({
        server,
        tool: step.tool,
        bytes: Buffer.from(text),
        asks: 'everywhere',
        labels: SENSITIVE.test(step.tool) ? ['sensitive'] : [],
        isPublic: kind.isPublic,
        isUntrusted: kind.readsOutside || kind.isPublic,
        args: last?.tool === step.tool ? last.arguments : null,
        at,
      });
      for (const finding of found) findings.push({ ...finding, step: index });
    }
  });
  context.forget();
  taint.forget();
  return findings.sort(
    (a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) || b.confidence - a.confidence,
  );
}

/** The text a client shows the model: of blocks their text, of anything else the JSON. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return JSON.stringify(content ?? '');
  return content
    .map((block: unknown) => {
      const text = typeof block === 'object' && block !== null ? (block as { text?: unknown }).text : block;
      return typeof text === 'string' ? text : JSON.stringify(block);
    })
    .join('\n');
}
