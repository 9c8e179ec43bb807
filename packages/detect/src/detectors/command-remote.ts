import { concernedBy } from '../shell/concerns.js';
import { effectsOf } from '../shell/rules.js';
import { commandHits } from './command-hits.js';
import { type Detector, INBOUND } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

const RULES = effectsOf([
  { programs: 'ngrok', when: /\btcp\b|add-authtoken|\b(?:22|3389|5900|445)\b/i, confidence: 0.65 },
  { programs: 'cloudflared devtunnel', when: /\btunnel\b.{0,40}--url|^host\b/i, confidence: 0.6 },
  {
    programs: 'dnscat2 start-dnscat2 powercat iodine ptunnel ptunnel-ng revsocks ligolo serveo',
    when: /\S/i,
    unless: /--?(?:help|version)\b/i,
    confidence: 0.6,
  },
  { programs: 'ssh', when: /(?:^|\s)-\w*R\s?\S*:\S*:|-D\s?\d+.{0,80}-N?f|-w\s?\d/, confidence: 0.5 },
  { programs: 'sshpass', when: /-p\s?\S/i, confidence: 0.5, severity: 'low' },
  { programs: 'plink pscp', when: /-pw\s|-R\s|-batch/i, confidence: 0.75 },
  {
    programs: 'psexec psexec64 paexec winexe wmiexec.py smbexec.py psexec.py atexec.py dcomexec.py',
    when: /-s\b|-u\b|-p\b|@|-accepteula/i,
    confidence: 0.8,
    severity: 'high',
  },
  {
    programs: 'wmic',
    when: /\/node:.{0,120}(?:process|service)\s+call|process\s+call\s+create/i,
    confidence: 0.8,
    severity: 'high',
  },
  { programs: 'winrs', confidence: 0.75 },
  {
    programs: 'enter-pssession invoke-command new-pssession invoke-wmimethod invoke-cimmethod new-cimsession',
    when: /-computername|-session|win32_process|create|-cn\s/i,
    confidence: 0.65,
  },
  { programs: 'enable-psremoting', confidence: 0.75 },
  { programs: 'mstsc', when: /\/v:|shadow/i, confidence: 0.6 },
  {
    programs: 'net net1',
    when: /\buse\b.{0,80}(?:\\\\\S+\\(?:ipc|admin|c)\$|\/user:|\/u:)/i,
    confidence: 0.75,
    severity: 'high',
  },
  { programs: 'new-smbmapping', confidence: 0.5 },
  { programs: 'new-psdrive', when: /\\\\/i, confidence: 0.5 },
  {
    programs: 'copy xcopy robocopy replace move copy-item',
    when: /\\\\[\w.%$-]+\\(?:admin|c|ipc)\$/i,
    confidence: 0.75,
    severity: 'high',
  },
  { programs: 'reg', when: /fDenyTSConnections|PortNumber/i, confidence: 0.8, severity: 'high' },
  { programs: 'set-itemproperty', when: /fDenyTSConnections|PortNumber|RDP-Tcp/i, confidence: 0.8, severity: 'high' },
  { programs: 'systemsetup', when: /setremotelogin\s+on|setremoteappleevents/i, confidence: 0.65 },
  { programs: 'kickstart', when: /-activate/i, confidence: 0.75 },
  {
    programs:
      'anydesk teamviewer teamviewer_setup screenconnect logmein gotoassist ammyy_admin netsupport ultraviewer rustdesk dwagent atera meshagent meshcentral remcos splashtop tightvnc-2.8.63 supremo ultravnc radmin aeroadmin',
    confidence: 0.6,
  },
  { programs: 'tscon', confidence: 0.75 },
  { programs: 'telnet', when: /\d{2,5}$/i, confidence: 0.3, severity: 'low' },
  { programs: 'test-netconnection tnc', when: /-port\s+(?:8081|4444|1337|31337|8443)/i, confidence: 0.5 },
  {
    programs: 'ssh',
    when: /-oProxyCommand|-o\s?["']?(?:Proxy|Local)Command\s?=|PermitLocalCommand/i,
    confidence: 0.65,
  },
  {
    programs: 'export set setx launchctl networksetup',
    when: /(?:https?|all)_proxy=\S*127\.0\.0\.1|-setwebproxy|-setsocksfirewallproxy/i,
    confidence: 0.45,
    severity: 'low',
  },
  {
    programs: 'netsh',
    when: /portproxy\s+add|firewall\s+add|interface\s+portproxy/i,
    confidence: 0.75,
    severity: 'high',
  },
  { programs: 'tor torbrowser', when: /^/i, confidence: 0.4, severity: 'low' },
  {
    programs: 'start-service systemctl service',
    when: /\btor\b|sshd?\b.{0,20}enable/i,
    confidence: 0.35,
    severity: 'low',
  },
  {
    programs: 'vim-cmd esxcli',
    when: /enable_ssh|start_ssh|enable_esx_shell|vm\s+process\s+kill|vmsvc\/(?:power\.off|destroy|snapshot\.remove)/i,
    confidence: 0.7,
  },
]);

const isConcerned = concernedBy({ rules: RULES });

/** Opens a way in from outside, or goes on to other machines. */
export const commandRemote: Detector = {
  id: 'command.remote-access',
  category: 'command',
  severity: 'medium',
  title: 'The command opens a way in or runs things on other machines',
  why: 'A tunnel or a remote shell takes the agent past every firewall that was meant to hold it.',
  fix: 'Allow the hosts that the tool may reach in its network policy; forbid tunnels.',
  frameworks: [FRAMEWORKS.agenticToolMisuse, FRAMEWORKS.agenticIdentityAbuse],
  surfaces: ['argument'],
  hiddenSurfaces: INBOUND,
  gates: [{ shapes: ['program'] }],
  glance: ({ text, script }) => isConcerned(text, script()),
  detect: (subject) => commandHits(RULES(subject.script()), subject),
};
