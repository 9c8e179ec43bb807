import { concernedBy } from '../shell/concerns.js';
import { effectsOf } from '../shell/rules.js';
import { commandHits } from './command-hits.js';
import { type Detector, INBOUND, matches } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

const RULES = effectsOf([
  {
    programs: 'screencapture import xwd scrot psr gnome-screenshot grim maim',
    when: /-x\b|-window\s+root|-root\b|\/start|\/tmp|\/dev\/shm|-silent/i,
    confidence: 0.6,
  },
  {
    programs: 'xclip xsel pbpaste get-clipboard wl-paste',
    when: /-o\b|--output|^$|\|/i,
    confidence: 0.4,
    severity: 'low',
  },
  { programs: 'xinput', when: /^test/i, confidence: 0.75 },
  { programs: 'get-keystrokes logkeys keylogger invoke-keylogger start-keylogger', confidence: 0.9, severity: 'high' },
  { programs: 'pam_tty_audit', confidence: 0.8, severity: 'high' },
  { programs: 'tee echo sed', when: /pam_tty_audit|log_passwd/i, confidence: 0.85, severity: 'high' },
  {
    programs: 'zip 7z 7za rar winrar tar makecab compact compress-archive gpg ccrypt openssl',
    when: /(?:-p\S|-hp\S|--password|-P\s?["']?\w|--passphrase(?:-fd)?).{0,200}(?:%userprofile%|\$env:userprofile|\/home\/|\$HOME|\/etc\b|\/var\/log|\*\.\*|\/Users\/)|\/etc\/(?:passwd|shadow)|\/var\/log|%userprofile%|\$env:userprofile|\$home\/\S{0,40}victim|utmp|wtmp/i,
    confidence: 0.65,
  },
  {
    programs: 'zip 7z 7za rar',
    when: /(?:^|\s)(?:-hp?|-p)["']?[^\s-]{4,}|--password\s|-P\s/i,
    unless: /-password\b/,
    confidence: 0.5,
    severity: 'low',
  },
  {
    programs: 'windowsaudiodevice-powershell-cmdlet soundrecorder arecord rec',
    when: /-|\.wav/i,
    unless: /--help/,
    confidence: 0.4,
    severity: 'low',
  },
  {
    programs: 'osascript',
    when: /display\s+dialog.{0,200}(?:password|hidden answer)|system events.{0,80}keystroke|cookies?|notes|keychain|library folder/i,
    confidence: 0.75,
    severity: 'high',
  },
  {
    programs: 'cp rsync tar zip',
    when: /Library\/(?:Mail|Messages|Safari|Cookies|Keychains|Group Containers)|NoteStore|chat\.db|stickies/i,
    confidence: 0.65,
  },
  { programs: 'grep find', when: /cookies|\.binarycookies|coinbase|wallet|metamask|seed\s?phrase/i, confidence: 0.6 },
  { programs: 'send-mailmessage', when: /-attach/i, confidence: 0.65 },
]);

/** Program text that watches a person: hooks for keys and pictures, prompts that imitate the system's. */
const WATCHING =
  /GetAsyncKeyState|SetWindowsHookEx|CopyFromScreen|PromptForCredential|CredUIPromptForCredentials|Get-Clipboard\s?\|\s?iex|GetForegroundWindow|CGEventTapCreate|read\s+-s?p\s+["']?\[sudo\]|New-Object\s+-ComObject\s+(?:Outlook|SAPI|Shell)\.\w+[^\n]{0,120}(?:mapi|GetNamespace)|MAPIFolder|waveInOpen|mciSendString|\[sudo\] password for \$|BASH_COMMAND[^\n]{0,80}DEBUG|\bkey_?logg(?:er|ing)\b|-keylog\b|pam_tty_audit\.so/gi;

const isConcerned = concernedBy({ rules: RULES }, { patterns: [WATCHING] });

/** Collects what a person types, sees or keeps, or packs it up behind a password. */
export const commandCollection: Detector = {
  id: 'command.collection',
  category: 'command',
  severity: 'medium',
  title: 'The command records a person or packs up private files',
  why: 'Screens, keys, mail and cookies are the person, not the task.',
  fix: 'Keep the tool out of the session and the home of the person; allow by name a tool whose job this is.',
  frameworks: [FRAMEWORKS.llmDisclosure, FRAMEWORKS.agenticToolMisuse],
  surfaces: ['argument'],
  hiddenSurfaces: INBOUND,
  gates: [{ shapes: ['program'] }],
  glance: ({ text, script }) => isConcerned(text, script()),
  detect: (subject) => {
    const watching = matches(WATCHING, subject.text, () => ({ confidence: 0.85, severity: 'high' as const }));
    return commandHits([...RULES(subject.script()), ...watching], subject);
  },
};
