import type { Call, Detector, Hit, MessageHit, Subject } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

/** Files that tell an agent what to do or which servers to start. */
const STARTS_SERVERS =
  /(?:^|\/)(?:\.claude\.json|\.claude\/settings(?:\.local)?\.json|\.cursor\/mcp\.json|\.vscode\/(?:mcp|tasks)\.json|\.mcp\.json|mcp_config\.json|claude_desktop_config\.json|\.gemini\/settings\.json|\.codex\/config\.toml|\.continue\/config\.(?:json|ya?ml)|\.config\/(?:goose|opencode|zed)\/\S{1,60}|\.git\/hooks\/[^/]{1,60}|\.git\/config|\.husky\/[^/]{1,60}|\.envrc|\.pre-commit-config\.yaml)$/i;
const GIVES_RULES =
  /(?:^|\/)(?:CLAUDE\.md|AGENTS\.md|GEMINI\.md|\.cursorrules|\.windsurfrules|\.clinerules|copilot-instructions\.md|\.cursor\/rules\/\S{1,80}|\.claude\/(?:commands|agents|skills|hooks)\/\S{1,80}|\.github\/workflows\/[^/]{1,80}\.ya?ml|\.gitlab-ci\.yml|Jenkinsfile|\.circleci\/config\.yml|azure-pipelines\.yml)$/i;
const STARTS_AT_LOGIN =
  /(?:^|\/)(?:\.ssh\/(?:authorized_keys2?|rc|config)|\.(?:bashrc|bash_profile|bash_login|profile|zshrc|zprofile|zshenv|xinitrc)|\.config\/(?:autostart\/[^/]{1,80}|systemd\/user\/\S{1,80}|fish\/config\.fish))$|(?:^|\/)Library\/Launch(?:Agents|Daemons)\/|^\/etc\/(?:cron|systemd|init\.d|rc\.|profile|sudoers|ld\.so\.preload|pam\.d)|Start ?Menu\/Programs\/Startup\/|^\/var\/spool\/cron\//i;
const WRITES =
  /(?:^|[_\W])(?:write|create|edit|append|update|save|put|upload|replace|insert|patch|modify|set|move|rename|copy|download|add|apply|delete|remove|str_replace\w*|multi_?edit|overwrite)(?:$|[_\W])/i;
const TARGET_KEY = /dest|target|output|out|to$|save|write/i;

/** Orders that such a file has no honest reason to hold. */
const ILL_ORDER =
  /\b(?:curl|wget|iwr)\b[^\n]{0,200}\|\s{0,4}(?:sudo\s)?(?:ba|z)?sh\b|\b(?:do not|don't|never) (?:tell|mention|inform|show)\b[^\n]{0,40}\buser\b|without (?:telling|asking|informing) (?:the )?user|ignore (?:all )?(?:previous|prior) instructions|\bbase64 -d\b/i;
const CONTENT_UNITS_MAX = 65_536;

/** Rules that people let agents keep are another thing when the text that goes into them says to fetch, run or conceal. */
function detectCall({ tool, args }: Call): MessageHit[] {
  if (typeof args !== 'object' || args === null || !WRITES.test(tool.name.replace(/([a-z])([A-Z])/g, '$1_$2')))
    return [];
  const members = Object.entries(args).filter((member): member is [string, string] => typeof member[1] === 'string');
  const place = members.find(([, value]) => value.length < 1024 && GIVES_RULES.test(value.replace(/\\/g, '/')));
  const order = members.find((member) => member !== place && ILL_ORDER.test(member[1].slice(0, CONTENT_UNITS_MAX)));
  if (place === undefined || order === undefined) return [];
  return [
    {
      pointer: `/${order[0].replace(/~/g, '~0').replace(/\//g, '~1')}`,
      evidence: place[1].slice(0, 100),
      confidence: 0.85,
      severity: 'high',
    },
  ];
}

function detect({ text, role, tool, key }: Subject): Hit[] {
  if ((role !== 'path' && role !== 'identifier') || text.length > 1024 || /^https?:/i.test(text)) return [];
  const name = (tool?.name ?? '').replace(/([a-z])([A-Z])/g, '$1_$2');
  if (!WRITES.test(name) && !TARGET_KEY.test(key)) return [];
  const path = text.replace(/\\/g, '/');
  const whole = { start: 0, end: text.length };
  if (STARTS_SERVERS.test(path)) return [{ ...whole, confidence: 0.9 }];
  if (STARTS_AT_LOGIN.test(path)) return [{ ...whole, confidence: 0.85, severity: 'high' }];
  // People do ask their agents to keep such files; somebody has to see it.
  return GIVES_RULES.test(path) ? [{ ...whole, confidence: 0.6, severity: 'low' }] : [];
}

/** A write to what decides what an agent, a build or a login runs. Catalogue C10. */
export const pathAgentConfig: Detector = {
  id: 'path.agent-config',
  category: 'path',
  severity: 'critical',
  title: 'The call writes a file that decides what runs later',
  why: 'An agent that can change its own servers, hooks and rules has no limits left.',
  fix: 'Keep these files out of the folders that tools may write to; change them by hand.',
  frameworks: [FRAMEWORKS.agenticToolMisuse, FRAMEWORKS.agenticCodeExecution, FRAMEWORKS.agenticSupplyChain],
  surfaces: ['argument'],
  gates: [
    {
      literals: [
        [
          '.claude',
          '.cursor',
          '.vscode',
          '.mcp.json',
          'mcp_config',
          'claude_desktop',
          '.gemini',
          '.codex',
          '.continue',
          '.config/',
          '.git/',
          '.git\\',
          '.husky',
          '.envrc',
          'pre-commit',
          'claude.md',
          'agents.md',
          'gemini.md',
          '.windsurfrules',
          '.clinerules',
          'copilot-instr',
          '.github',
          'gitlab-ci',
          'jenkinsfile',
          '.circleci',
          'azure-pipelines',
          '.ssh',
          '.bash',
          '.profile',
          '.zsh',
          '.xinitrc',
          'launchagents',
          'launchdaemons',
          '/etc/',
          'startup',
          'spool/cron',
        ],
      ],
    },
  ],
  detectCall,
  callGate: { opened: true },
  detect,
};
