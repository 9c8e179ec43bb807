import { isSecurityProse, isSpokenAbout } from '../text/prose.js';
import { type Detector, type Hit, matches, type Subject } from './detector.js';
import { LASTING_ORDER } from './frameworks.js';
import { wordList } from './request-words.js';

const FILE =
  '(?:claude\\.md|agents\\.md|gemini\\.md|mem[o0]ry\\.md|skill\\.md|soul\\.md|\\.cursorrules|\\.windsurfrules|\\.clinerules|claude_desktop_config\\.json|copilot-instructions\\.md|\\.copilot/[\\w.-]{1,40}|\\.claude/[\\w./-]{1,40}|\\.cursor/(?:rules|mcp\\.json)|\\.mcp\\.json)';
/** Written to by a shell, or in letters that hide it. */
const WRITTEN = new RegExp(
  `(?:>>?|\\btee(?: -a)?)\\s?["']?[~$\\w./-]{0,60}${FILE}|\\b(?:m0dify|ed1t|wr1te|4dd)\\b[^.!?\\n]{0,40}${FILE}|\\b(?:modify|edit|write)\\b[^.!?\\n]{0,40}mem0ry\\.md`,
  'gi',
);
/** Whoever reads is to write to it, … */
const ASKED = new RegExp(
  `\\b(?:modify|edit|append|insert|write|add|overwrite|update|inject|plant|put|escribe|añade|modifica|écris|ajoute|schreibe|ergänze)\\b[^.!?\\n]{0,80}${FILE}[^\\n]{0,160}`,
  'gi',
);
/** … for something that lasts, or that nobody is to notice. */
const PURPOSE =
  /\b(?:so (?:that )?(?:the|this|it|our|every)|to ensure|ensure that|automatic(?:ally)?|next (?:time|session|start)|every (?:session|start|time)|registers?|malicious|persist\w{0,4}|without (?:asking|approval|telling)|secretly|silently|ignore|disable|automáticamente|automatiquement|automatisch)\b/i;
/** Settings that let an agent act unasked. */
const UNASKED =
  /\b(?:dangerously(?:Disable|Skip)\w{3,24}|auto[-_]?approve(?:All)?|bypass[-_]?permissions|skip[-_]?(?:permission|approval)s?)["']?\s?[:=]\s?["']?(?:true|all|yes|on|1)\b/gi;
/** Set up by hand, as pages tell their readers. */
const MANUAL =
  /```|(?:^|\n)#{1,4} |\byour (?:claude|cursor|editor|\w{3,12}) (?:config\w{0,8}|settings)|\b(?:installation|documentation|getting started|step \d)\b/i;
const UNITS_MAX = 400;

function detect({ text, view }: Subject): Hit[] {
  if (MANUAL.test(text)) return [];
  return [WRITTEN, ASKED, UNASKED].flatMap((pattern) =>
    matches(pattern, text, ({ index, 0: said }) => {
      if (pattern === ASKED && !PURPOSE.test(said)) return null;
      const spoken =
        view === 'raw' && (isSpokenAbout(text, index, index + said.length) || isSecurityProse(text, index));
      return spoken ? { confidence: 0.3, severity: 'low' } : { confidence: 0.6 };
    }),
  );
}

/** Writes to the files that tell an agent what to do from its next start on, or settings that take its brakes off. Catalogue R14, C11. */
export const injectionAgentFile: Detector = {
  id: 'injection.agent-file',
  category: 'prompt_injection',
  severity: 'medium',
  title: 'The text wants the rules, memory or settings of an agent changed',
  why: 'What stands in these files is obeyed in every later session without being asked where it came from.',
  fix: 'Deliver the result fenced, and let writes to such files wait for a person.',
  frameworks: LASTING_ORDER,
  surfaces: ['result', 'server_message'],
  whole: true,
  unitsMax: UNITS_MAX,
  gates: [
    {
      literals: [
        wordList(
          `claude.md|agents.md|gemini.md|memory.md|mem0ry.md|skill.md|soul.md|.cursorrules|.windsurfrules|.clinerules|claude_desktop_config|copilot-instructions|.copilot/|.claude/|.cursor/|.mcp.json|dangerouslyd|dangerouslys|autoapproveall|auto_approve|auto-approve|bypass_permission|bypasspermission`,
        ),
      ],
    },
  ],
  detect,
};
