import { type Detector, matches, type Subject } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

/** Built-in Windows programs used to run remote code, and settings that only an intruder turns off. Linear, one sentence each. */
const ABUSES: readonly RegExp[] = [
  /\b(?:iex|invoke-expression)\b[^\n]{0,120}\b(?:downloadstring|downloadfile|iwr|irm|invoke-webrequest|invoke-restmethod|frombase64string)\b/gi,
  /\b(?:downloadstring|downloadfile|invoke-webrequest|iwr|irm)\b[^\n]{0,300}\|\s{0,4}(?:iex|invoke-expression)\b/gi,
  /\bpowershell(?:\.exe)?\b[^\n]{0,80}\s-e(?:nc|ncodedcommand|c)?\s+[A-Za-z0-9+/=]{16}/gi,
  /\bmshta(?:\.exe)?\b\s{0,4}["']?(?:https?:|javascript:|vbscript:|about:)/gi,
  /\bregsvr32(?:\.exe)?\b[^\n]{0,80}\/i:/gi,
  /\brundll32(?:\.exe)?\b[^\n]{0,80}(?:javascript:|comsvcs|minidump|url\.dll|pcwutl)/gi,
  /\bcertutil(?:\.exe)?\b[^\n]{0,80}-(?:urlcache|decode|verifyctl)\b/gi,
  /\bbitsadmin(?:\.exe)?\b[^\n]{0,80}\/(?:transfer|addfile|setnotifycmdline)\b/gi,
  /ms-settings\\{1,2}shell\\{1,2}open|mscfile\\{1,2}shell\\{1,2}open|software\\{1,2}classes\\{1,2}[^\n]{0,80}shell\\{1,2}open\\{1,2}command/gi,
  /\b(?:EnableLUA|UACDisableNotify|ConsentPromptBehaviorAdmin|PromptOnSecureDesktop|DisableAntiSpyware|DisableRealtimeMonitoring|DisableAIDataAnalysis)\b/gi,
  /\bvssadmin(?:\.exe)?\b[^\n]{0,40}\bdelete\b|\bwevtutil(?:\.exe)?\s{1,4}cl\b|\bwbadmin\b[^\n]{0,40}\bdelete\b|\bbcdedit\b[^\n]{0,80}recoveryenabled/gi,
  /\bnet1?(?:\.exe)?\s{1,4}(?:user\b[^\n]{0,80}\/add|localgroup\b[^\n]{0,80}\/add)/gi,
  /\bvaultcmd(?:\.exe)?\s{1,4}\/list|\bcmdkey(?:\.exe)?\s{1,4}\/list|\bmimikatz\b[^\n]{0,80}(?:sekurlsa|lsadump)|sekurlsa::|\bprocdump(?:64)?(?:\.exe)?\b[^\n]{0,60}lsass/gi,
  /\breg(?:\.exe)?\s{1,4}(?:save|export)\s{1,4}["']?hk(?:lm|ey_local_machine)\\{1,2}(?:sam|system|security)\b/gi,
  /CurrentVersion\\{1,2}Run(?:Once)?\b|Start Menu\\{1,2}Programs\\{1,2}Startup|__EventFilter\b|CommandLineEventConsumer|ActiveScriptEventConsumer/gi,
  /\\\\\?\\C:\\Windows \\System32/gi,
];

function detect({ text, role }: Subject) {
  if (role === 'free_text') return [];
  return ABUSES.flatMap((pattern) => matches(pattern, text, () => ({ confidence: 0.85 })));
}

/** Living off the land on Windows: remote code through built-in programs, defences switched off, credentials dumped. Catalogue C2, C10, C11. */
export const commandWindowsAbuse: Detector = {
  id: 'command.windows-abuse',
  category: 'command',
  severity: 'high',
  title: 'The command misuses a Windows facility',
  frameworks: [FRAMEWORKS.mcpCommandInjection, FRAMEWORKS.agenticCodeExecution],
  surfaces: ['argument'],
  gates: [
    {
      literals: [
        [
          'downloadstring',
          'downloadfile',
          'invoke-expression',
          'iex(',
          'iex (',
          '|iex',
          '| iex',
          'frombase64string',
          'powershell',
          'mshta',
          'regsvr32',
          'rundll32',
          'certutil',
          'bitsadmin',
          'ms-settings',
          'mscfile',
          'software\\classes',
          'enablelua',
          'uacdisable',
          'consentprompt',
          'promptonsecure',
          'disableanti',
          'disablereal',
          'disableaidata',
          'vssadmin',
          'wevtutil',
          'wbadmin',
          'bcdedit',
          'net user',
          'localgroup',
          'vaultcmd',
          'cmdkey',
          'mimikatz',
          'sekurlsa',
          'procdump',
          'reg save',
          'reg export',
          'reg.exe save',
          'currentversion\\',
          'programs\\startup',
          '__eventfilter',
          'eventconsumer',
          'c:\\windows \\',
        ],
      ],
    },
  ],
  detect,
};
