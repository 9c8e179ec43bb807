import { sentenceAround } from '../text/prose.js';
import { type Detector, type Hit, matches, type Subject } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

const CONFIG = String.raw`(?:\.(?:claude|cursor|gemini|codex|vscode|windsurf|continue|kiro)\/[\w./-]{1,60}|\.mcp\.json|\bclaude_desktop_config\.json|\bAGENTS\.md|\bCLAUDE\.md|\.cursorrules)`;
const MENTION = new RegExp(CONFIG, 'gi');
const LINKS = new RegExp(
  String.raw`\bln -s[a-z]{0,3}\b[^\n]{0,60}${CONFIG}|\bln -s[a-z]{0,3}\b[^\n]{0,60}\$\([^\n]{1,40}(?:claude|cursor|gemini|codex)|\bsymlink\b[^\n]{0,60}(?:to|resolves)\b[^\n]{0,30}${CONFIG}|->\s?(?:\.\.\/){0,6}${CONFIG}`,
  'gi',
);
const PLANTS =
  /\b(?:wrote|writes?|drop|dropped|drops|inject\w*|append\w*|plant\w*|compromis\w*|persist\w*|overwrit\w*|poison\w*|hook)\b/i;
const RUNS =
  /\bexecSync|\bcurl\b|\bwget\b|powershell|child_process|"-e"|'-e'|\\"-e\\"|postinstall|auto.?loads?|folderOpen|no consent|\bhook\b|\bpayload\b|\| ?sh\b/i;
/** Others do it, and it is told about them. */
const REPORTED = /\b(?:worm|malware|attack|campaign|actor|advisory|patched|see docs|schema)\b/i;
const SITE_PACKAGES =
  /(?:\.\.\/){2,}[\w./-]{0,60}\.pth\b|\b(?:write|drop|inject\w*|plant)\b[^\n]{0,40}\.pth\b[^\n]{0,80}/gi;

/** Cheap to ask before the rest. */
const MAY =
  /\.(?:claude|cursor|gemini|codex|vscode|windsurf|continue|kiro)\/|\.mcp\.json|claude_desktop|claude\.md|agents\.md|\.cursorrules|\.pth|ln -s/i;

function detect({ text }: Subject): Hit[] {
  if (!MAY.test(text)) return [];
  const linked = matches(LINKS, text, () => ({ confidence: 0.9 }));
  const planted = matches(MENTION, text, (match) => {
    const around = sentenceAround(text, match.index, match.index + match[0].length);
    return PLANTS.test(around) && RUNS.test(around) && !REPORTED.test(around) ? { confidence: 0.8 } : null;
  });
  const startup = text.includes('.pth')
    ? matches(SITE_PACKAGES, text, ([match]) => (REPORTED.test(match) ? null : { confidence: 0.75 }))
    : [];
  return [...linked, ...planted, ...startup];
}

/** A definition that has the configuration of an agent or an interpreter written. Catalogue C10. */
export const definitionAgentConfig: Detector = {
  id: 'definition.agent-config',
  category: 'tool_poisoning',
  severity: 'high',
  title: 'The definition has the configuration of an agent written or linked',
  why: 'What stands in these files is run or obeyed at the next start, outside of this session.',
  fix: 'Block the definition, and look into the files it names.',
  frameworks: [FRAMEWORKS.mcpToolPoisoning, FRAMEWORKS.agenticSupplyChain, FRAMEWORKS.agenticCodeExecution],
  surfaces: ['definition'],
  always: true,
  gates: [],
  detect,
};
