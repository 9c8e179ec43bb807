import { concernedBy } from '../shell/concerns.js';
import { effectsOf } from '../shell/rules.js';
import { commandHits } from './command-hits.js';
import { type Detector, INBOUND, matches } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

const LOGS = String.raw`\/var\/log\b|\/var\/run\/utmp|\/private\/var\/(?:log|audit)|\/(?:w|b|u)tmp\b|lastlog|\/var\/audit|\/var\/spool\/mail|\/var\/mail|docker\/containers\/\S{0,40}json\.log|\.evtx\b|winevt|u_ex\d|usnjournal|\.pf\b|recentdocs|prefetch|powerlog`;
const GUARDS =
  'auditd|rsyslog|syslog(?:-ng)?|syslogd|journald|systemd-journald|falco|osquery\\w*|falcon-sensor|crowdstrike|cbdaemon|cbagentd|carbonblack|sentinel(?:one|ctl)|wazuh|ossec|clamav|clamd|mdatp|wdav|defender|apparmor|selinux|firewalld|ufw|iptables|nftables|ebtables|fail2ban|windefend|wscsvc|sense|wdfilter|mpssvc|eventlog|sysmon\\w*|mcafee|sophos|symantec|esets?|avast|avg|bits|vss|wbengine|sql(?:writer|server|browser)?|veeam|backup|littlesnitch|lulu|blockblock|santa|edr|xagt|amsi|wuauserv|spooler|fax|w3svc|ctnmd|trustedinstaller|com\\.apple\\.(?:syslogd|auditd|alf|xprotect|mrt)';

const RULES = effectsOf([
  { programs: 'history', when: /-[cwdr]\b|-cw\b/, confidence: 0.85 },
  { programs: 'unset', when: /HIST(?:FILE|SIZE|CONTROL|FILESIZE)/, confidence: 0.85 },
  {
    programs: 'export set declare typeset',
    when: /HIST(?:FILE|SIZE|FILESIZE)=(?:\/dev\/null|0?\s*$|0\b)|HISTCONTROL=\w*(?:ignorespace|ignoreboth)|HISTIGNORE|\+o history|\bTERM=.{0,8}$/,
    unless: /^TERM|HISTFILESIZE=[1-9]|ignoredups$/,
    confidence: 0.8,
  },
  {
    programs:
      'rm ln cp truncate shred cat echo unlink srm dd mv tee sed > del clear-content remove-item rd set-content',
    when: /\.(?:bash|zsh|sh|ash|fish|python|mysql)_history\b|ConsoleHost_history|\$\{?HISTFILE|Get-PSReadlineOption/i,
    confidence: 0.85,
  },
  {
    programs: 'clear-history set-psreadlineoption set-psreadlineoption',
    when: /^$|HistorySaveStyle|AddToHistoryHandler|-Count|HistorySavePath/i,
    confidence: 0.85,
  },
  {
    programs: 'rm shred truncate unlink srm wipe dd del remove-item rd cp mv ln fsutil sed echo tee cat',
    when: new RegExp(`(?:${LOGS})`, 'i'),
    unless: /^(?:-[nEe]+\s|\/var\/log\S*\s*$|-[fnA-Z0-9]+\s+\/var\/log\S*\s*$|\S+\s+\|)/,
    confidence: 0.8,
  },
  { programs: '*', when: new RegExp(`(?:^|\\s)>\\|?\\s?(?:${LOGS})`, 'i'), confidence: 0.85 },
  {
    programs: 'journalctl',
    when: /--vacuum-(?:time|size|files)[= ](?:1s|1|0)|--rotate.{0,40}--vacuum/i,
    confidence: 0.75,
  },
  { programs: 'wevtutil', when: /(?:^|\s)(?:cl|clear-log|sl|set-log)\b/i, confidence: 0.9 },
  { programs: 'clear-eventlog remove-eventlog limit-eventlog', confidence: 0.9 },
  { programs: 'fsutil', when: /usn\s+deletejournal|behavior\s+set|file\s+setzerodata/i, confidence: 0.85 },
  { programs: 'logrotate', when: /-f\b/i, confidence: 0.3, severity: 'low' },
  { programs: 'auditctl', when: /-D\b|-e\s?0|-W\b|-d\b/, confidence: 0.9 },
  { programs: 'auditpol', when: /\/(?:clear|remove|set|restore)/i, confidence: 0.85 },
  { programs: 'setenforce', when: /^(?:0|permissive)\b/i, confidence: 0.85 },
  {
    programs: 'systemctl service launchctl chkconfig update-rc.d rc-service sysrc initctl svcadm',
    when: new RegExp(
      `(?:stop|disable|mask|unload|bootout|remove|kill|off|=\\W{0,2}NO).{0,80}\\b(?:${GUARDS})|\\b(?:${GUARDS})\\S{0,40}\\s+(?:stop|onestop|off|disable)`,
      'i',
    ),
    confidence: 0.85,
  },
  {
    programs: 'kill killall pkill taskkill stop-process',
    when: new RegExp(`\\b(?:${GUARDS}|EndpointSecurity|MsMpEng|bash|explorer|winword|excel)\\b`, 'i'),
    unless: /\b(?:bash|explorer|excel|winword|backup)\b/i,
    confidence: 0.8,
  },
  { programs: 'ufw', when: /^(?:--force\s+)?(?:disable|reset)\b|logging off/i, confidence: 0.6, severity: 'medium' },
  {
    programs: 'iptables ip6tables nft ebtables',
    when: /^(?:-t \w+\s+)?(?:-F|--flush|-X|-Z)\s*$|-P\s+\w+\s+ACCEPT|^flush\s+ruleset/,
    confidence: 0.6,
    severity: 'medium',
  },
  { programs: 'pfctl', when: /^-d\b/, confidence: 0.6, severity: 'medium' },
  {
    programs: 'netsh',
    when: /(?:allprofiles|currentprofile|publicprofile|opmode)\s.{0,40}(?:state\s+off|disable)|firewall\s+set\s+\w+\s+(?:mode=)?disable|advfirewall\s+firewall\s+(?:add|set|delete)|portproxy\s+add|add\s+helper/i,
    confidence: 0.75,
  },
  {
    programs:
      'set-netfirewallprofile new-netfirewallrule set-netfirewallrule disable-netfirewallrule remove-netfirewallrule',
    when: /false|allow|^/i,
    confidence: 0.7,
    severity: 'medium',
  },
  {
    programs:
      'set-mppreference add-mppreference remove-mppreference uninstall-windowsfeature disable-windowsoptionalfeature',
    when: /Disable\w+|Exclusion\w+|DefaultAction|Defender|Allow|Controlled|PowerShell|AttackSurface/i,
    confidence: 0.9,
  },
  { programs: 'mpcmdrun', when: /-removedefinitions|-restore|-downloadfile/i, confidence: 0.85 },
  {
    programs: 'sc',
    when: new RegExp(`(?:stop|delete|config|sdset|failure)\\s.{0,40}\\b(?:${GUARDS})|sdset\\s|\\bdisabled\\b`, 'i'),
    confidence: 0.75,
  },
  {
    programs: 'net net1 stop-service set-service remove-service',
    when: new RegExp(`(?:^|\\s)(?:stop\\s.{0,40})?["']?(?:${GUARDS})\\b`, 'i'),
    unless: /^(?:user|localgroup|group|view|share|use|start)\b/i,
    confidence: 0.75,
  },
  { programs: 'fltmc', when: /unload|detach/i, confidence: 0.9 },
  { programs: 'dism', when: /disable-feature.{0,80}defender/i, confidence: 0.9 },
  {
    programs: 'bcdedit',
    when: /testsigning|safeboot|recoveryenabled|bootstatuspolicy|nointegritychecks|hypervisorlaunchtype/i,
    confidence: 0.85,
  },
  {
    programs: 'wmic',
    when: /(?:product|process|service)\s.{0,80}(?:uninstall|delete|terminate|stopservice)/i,
    confidence: 0.75,
  },
  { programs: 'csrutil spctl', when: /disable|--master-disable/i, confidence: 0.85 },
  { programs: 'tmutil', when: /^(?:disable|delete\w*|stopbackup)/i, confidence: 0.65, severity: 'medium' },
  { programs: 'xattr', when: /-[a-z]*d[a-z]*\s.{0,20}(?:com\.apple\.quarantine)|-c\s/i, confidence: 0.75 },
  {
    programs: 'defaults',
    when: /LSQuarantine|GKAutoRearm|com\.apple\.(?:loginwindow\s+(?:Hide500Users|HiddenUsersList|(?:Login|Logout)Hook)|security|SoftwareUpdate)|AppleShowAllFiles|alf\s+globalstate|HiddenUsers/i,
    confidence: 0.65,
    severity: 'medium',
  },
  { programs: 'chflags', when: /hidden/i, confidence: 0.6, severity: 'medium' },
  { programs: 'setfile', when: /-a\s+v/i, confidence: 0.6, severity: 'medium' },
  { programs: 'attrib', when: /\+[sh]\b/i, confidence: 0.65, severity: 'medium' },
  {
    programs: 'touch',
    when: /(?:^|\s)-(?:[a-z]*r|[amc]*t|d)\s?\S{0,40}.{0,200}(?:\/tmp|\/etc|\/bin|\/usr|\/lib|\/var)|^-acmr/i,
    confidence: 0.6,
    severity: 'medium',
  },
  { programs: 'chattr', when: /[+-][ia]\b/i, confidence: 0.5, severity: 'low' },
  { programs: 'set-date date', when: /AddDays|^-s\s?["']?(?:19|20)\d\d|^--set/i, confidence: 0.5, severity: 'medium' },
  { programs: 'set-executionpolicy', when: /bypass|unrestricted/i, confidence: 0.65, severity: 'medium' },
  {
    programs: 'powershell pwsh',
    when: /-e(?:x\w*|p)\s+(?:bypass|unrestricted)|-version\s+2|-w\w*\s+(?:hidden|1)\b|-nop\w*\s.{0,40}-w/i,
    confidence: 0.65,
    severity: 'medium',
  },
  {
    programs: 'reg set-itemproperty new-itemproperty remove-itemproperty sp new-item',
    when: /DisableAntiSpyware|DisableRealtimeMonitoring|DisableBehavior|DisableIOAV|DisableOnAccess|DisableBlockAtFirstSeen|SpynetReporting|SubmitSamples|TamperProtection|Windows Defender|UACDisableNotify|WindowsAI|DisableAIDataAnalysis|EventLog|\\Minint|AutoLogger|ScriptBlockLogging|EnableScriptBlock|ModuleLogging|Transcription|ProcessCreationIncludeCmdLine|DisableTaskMgr|DisableRegistryTools|DisableCMD|DisableLockWorkstation|DisableChangePassword|NoLogoff|NoRun\b|NoClose\b|NoDesktop|NoFind|NoControlPanel|NoTrayContext|NoSetTaskbar|HideSCA|ShowSuperHidden|HideFileExt|\bHidden\b|AMSI|\\Amsi\b|AmsiEnable|DisableNotifications|ToastEnabled|SmartScreen|VulnerableDriver|HypervisorEnforced|RunAsPPL|DisableRestrictedAdmin|fDenyTSConnections|fSingleSession|UserAuthentication|LmCompatibility|UseLogonCredential|WDigest|NoLMHash|DisableSR|DisableConfig|EnableFirewall|DoNotAllowExceptions|StubPath|VBAWarnings|AccessVBOM|DisableInternetFiles|ProtectedView|MacrosFrom|Security\\Trusted|ZoneMap|1A10|BypassIO|CrashControl|ETWEnabled|COMPlus_ETW|DisableLogging|SafeBoot|PhishingFilter|SaveZoneInformation|ScanWithAntiVirus|DisallowRun|RestrictRun|SystemRestore|Notification_Suppress|UX Configuration|NtfsDisable\w+|HideUser|UserList|LegalNotice|shutdownwithoutlogon|DontDisplayLast|ScreenSaverIsSecure|PasswordExpiryWarning/i,
    confidence: 0.85,
  },
  {
    programs: 'esxcli vim-cmd',
    when: /syslog|auditrecords|firewall\s+set|snapshot\.removeall|--enabled[= ]false|acceptance|execinstalledonly/i,
    confidence: 0.75,
  },
  {
    programs: 'sysctl',
    when: /kernel\.(?:randomize_va_space|kptr_restrict|yama)\S*\s?=\s?0|ip_forward/i,
    confidence: 0.4,
    severity: 'low',
  },
  { programs: 'azurehound remove-azdiagnosticsetting', confidence: 0.8 },
  {
    programs: 'aws',
    when: /cloudtrail\s+(?:delete-trail|stop-logging|update-trail|put-event-selectors)|guardduty\s+delete|configservice\s+(?:delete|stop)|ec2\s+delete-flow-logs|logs\s+delete-log/i,
    confidence: 0.7,
    severity: 'medium',
  },
  {
    programs: 'gcloud az',
    when: /logging\s+(?:sinks|logs|buckets)\s+delete|diagnostic-settings\s+delete|monitor\s+\S+\s+delete|eventhubs?\s+\S{0,20}\s?delete/i,
    confidence: 0.65,
    severity: 'medium',
  },
]);

/** Times and attributes of files set by program text. */
const HIDING =
  /\.(?:CreationTime|LastWriteTime|LastAccessTime)(?:Utc)?\s{0,4}=[^=]|\.attributes?\s{0,4}(?:\+|-b\w+)?=\s{0,4}['"]?(?:\[[\w.]+\]::)?(?:hidden|system)|\bVMFirmware\b[^\n]{0,80}SecureBoot\s+Off|SaveNothing|HISTFILE=\/dev\/null/gi;

const isConcerned = concernedBy({ rules: RULES }, { patterns: [HIDING] });

/** Switches off what watches, or wipes what was written down. Catalogue C11. */
export const commandAntiForensics: Detector = {
  id: 'command.anti-forensics',
  category: 'command',
  severity: 'high',
  title: 'The command clears traces or switches off a defence',
  why: 'Logs wiped and defences off are how everything else is kept from being noticed.',
  fix: 'Keep logs and security settings out of the reach of the account that the tool runs under.',
  frameworks: [FRAMEWORKS.mcpCommandInjection, FRAMEWORKS.agenticToolMisuse, FRAMEWORKS.agenticCodeExecution],
  surfaces: ['argument'],
  hiddenSurfaces: INBOUND,
  gates: [
    { shapes: ['program'] },
    {
      shapes: ['shell'],
      literals: [['_history', 'histfile', '/var/log', 'auditd', 'wevtutil', 'history -c', 'setenforce']],
    },
  ],
  glance: ({ text, script }) => isConcerned(text, script()),
  detect: (subject) => {
    const hiding = matches(HIDING, subject.text, () => ({ confidence: 0.65, severity: 'medium' as const }));
    return commandHits([...RULES(subject.script()), ...hiding], subject);
  },
};
