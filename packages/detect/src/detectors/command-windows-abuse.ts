import { concernedBy } from '../shell/concerns.js';
import { effectsOf } from '../shell/rules.js';
import { DROP_FOLDER } from '../shell/targets.js';
import { commandHits } from './command-hits.js';
import { type Detector, type Hit, INBOUND, matches, type Subject } from './detector.js';
import { COMMAND_INJECTION } from './frameworks.js';

/** A library, script or address that a built-in program is made to load. */
const LOADED =
  /https?:|\\\\[\w.]|javascript:|vbscript:|\.(?:dll|sct|hta|inf|cpl|ocx|scr|vbs|js|wsf|xsl|bat|cmd|ps1|msi|chm|lnk|xml|xoml|mof|sdb|rsp|csproj|reg|png|jpe?g|txt|dat|exe)\b/i;

const RULES = effectsOf([
  { programs: 'mshta', confidence: 0.9 },
  {
    programs:
      'regsvr32 regsvcs regasm installutil odbcconf cmstp verclsid register-cimprovider presentationhost infdefaultinstall ieexec msdeploy mavinject pcalua pcwrun pcwutl rasautou runscripthelper scriptrunner syncappvpublishingserver syncappvpublishingserver.vbs te tracker vsjitdebugger wuauclt xwizard workfolders gpscript ie4uinit ieadvpack atbroker bginfo cdb csi dnx rcsi rundll32 msxsl stordiag ttdinject tttracer wlrmdr desktopimgdownldr hh extexport certoc control appinstaller winword excel protocolhandler teams update squirrel cl_loadassembly pubprn.vbs winrm.vbs manage-bde.wsf launch-vsdevshell.ps1 utilityfunctions.ps1 dnscmd mofcomp sdbinst customshellhost provlaunch runexehelper settingsynchost wsl dotnet-trace',
    when: LOADED,
    confidence: 0.75,
  },
  {
    programs: 'rundll32',
    when: /javascript:|comsvcs|minidump|url\.dll|pcwutl|shell32.{0,20}control_rundll|advpack|ieadvpack|setupapi|syssetup|zipfldr|desk\.cpl|davclnt|dfshim|,\s?#\d/i,
    confidence: 0.9,
  },
  { programs: 'rundll32 regsvr32 odbcconf', when: /\/tmp|%te?mp%|programdata|\\public\\|appdata/i, confidence: 0.85 },
  { programs: 'regsvr32', when: /\/i:|\/s\b/i, confidence: 0.8 },
  {
    programs:
      'gpscript syncappvpublishingserver wuauclt atbroker customshellhost provlaunch wsreset ie4uinit runonce microsoft.workflow.compiler printbrm conhost imewdbld devtoolslauncher agentexecutor',
    confidence: 0.7,
  },
  {
    programs: 'certutil',
    when: /-(?:urlcache|decode\w*|encode\w*|verifyctl|f\b|split|addstore|exportpfx)/i,
    confidence: 0.85,
  },
  { programs: 'bitsadmin', when: /\/(?:transfer|addfile|setnotifycmdline|create|resume)/i, confidence: 0.85 },
  { programs: 'start-bitstransfer', when: /-source|http/i, confidence: 0.65 },
  { programs: 'certreq', when: /-post/i, confidence: 0.85 },
  { programs: 'forfiles', when: /\/c\b/i, confidence: 0.65 },
  {
    programs: 'msiexec',
    when: /\/(?:q\w*|i|y|z|package)\b.{0,120}(?:https?:|\\\\|%temp%|\/tmp|\.dll|t\d{4})|\/[yz]\b/i,
    confidence: 0.75,
  },
  { programs: 'msbuild csc vbc jsc ilasm', when: DROP_FOLDER, confidence: 0.65 },
  { programs: 'wmic', when: /format:.{0,80}(?:https?:|\.xsl)|process\s+call\s+create/i, confidence: 0.85 },
  {
    programs: 'esentutl extrac32 expand makecab replace print imewdbld',
    when: /\/y\b.{0,160}\/d\b|https?:|\\\\|:\w+\.(?:exe|vbs|ps1|txt)\b|@/i,
    confidence: 0.65,
  },
  {
    programs: 'cscript wscript',
    when: /https?:|\\\\[\w.]|%te?mp%|\/tmp|:\w+\.vbs/i,
    confidence: 0.6,
    severity: 'medium',
  },
  { programs: 'pnputil', when: /add-driver|-i\s+-a/i, confidence: 0.6, severity: 'medium' },
  { programs: 'assoc ftype', when: /=/, confidence: 0.65, severity: 'medium' },
  {
    programs: 'copy xcopy copy-item cp ren rename-item move mklink',
    when: /system32\\{1,2}(?:cmd|calc|rundll32|utilman|sethc|osk|magnify|narrator|displayswitch|atbroker|powershell|windowspowershell|amsi|ie4uinit|certutil|cscript|wscript|regsvr32|svchost)|amsi\.dll|(?:svchost|lsass|lsm|taskhostw|explorer|csrss|services|winlogon|spoolsv)\.(?:exe|jpg)|\\system32\b.{0,60}\.dll/i,
    confidence: 0.75,
  },
  {
    programs: 'type echo findstr',
    when: />\s?\S{0,160}[\w.]:[\w-]{1,40}\.\w{2,4}(?:\s|$)|>\s?\S{0,120}\.(?:txt|log|exe)\s?:\s?\w/i,
    confidence: 0.75,
  },
  { programs: 'md mkdir', when: /\$index_allocation|\\\\\?\\|\.\.\.\$/i, confidence: 0.8 },
  {
    programs: 'set-content add-content get-content',
    when: /-stream\s|:\w+\.\w+/i,
    confidence: 0.55,
    severity: 'medium',
  },
  { programs: 'subst', when: /[\\/]/, confidence: 0.4, severity: 'low' },
  {
    programs: 'add-type',
    when: /DllImport|VirtualAlloc|kernel32|user32|System\.Management\.Automation|Reflection/i,
    confidence: 0.75,
  },
  { programs: 'set-psreadlineoption unregister-event', confidence: 0.2, severity: 'low' },
  {
    programs: 'start-process invoke-item ii',
    when: /-w\w*\s+hidden|-verb\s+runas|\.(?:hta|vbs|js|scr|lnk|pif)\b/i,
    confidence: 0.55,
    severity: 'medium',
  },
  {
    programs: 'iex invoke-expression',
    when: /\S/,
    unless: /starship|init\b|completion|fnm|zoxide|oh-my-posh|\bscoop\b|choco/i,
    confidence: 0.65,
    severity: 'medium',
  },
  { programs: 'wsl bash', when: /--exec|-e\s.{0,40}(?:calc|curl|\/mnt\/c)/i, confidence: 0.5, severity: 'medium' },
  { programs: 'label vol cipher', when: /\/w:/i, confidence: 0.8 },
]);

/** Code that fetches and runs, or reaches into the system past its commands. Linear. */
const CODE: readonly RegExp[] = [
  /\b(?:iex|invoke-expression)\b[^\n]{0,160}\b(?:downloadstring|downloaddata|iwr|irm|invoke-webrequest|invoke-restmethod|frombase64string|responsetext|readtoend|get-clipboard|http)/gi,
  /\b(?:downloadstring|downloadfile|invoke-webrequest|iwr|irm|frombase64string)\b[^\n]{0,300}\|\s{0,4}(?:iex|invoke-expression)\b/gi,
  /\.download(?:string|file|data)(?:async)?\s{0,4}["'(]/gi,
  /\bpowershell(?:\.exe)?\b[^\n]{0,120}\s[-/–]e(?:nc|n|c|ncodedcommand|ncodedarguments)?\s{1,4}["']?[A-Za-z0-9+/=]{16}/gi,
  /-encodedcommand\s|-command\s{0,2}\(\[text|FromBase64String\s{0,2}\(/gi,
  /VirtualAlloc(?:Ex)?\b|CreateRemoteThread|WriteProcessMemory|NtCreateThreadEx|QueueUserAPC|RtlMoveMemory|GetProcAddress|LoadLibraryA?\b|\[System\.Reflection\.Assembly\]::Load|Reflection\.Assembly\]?::\(?['"]?Load|DllImport\(|AmsiUtils|amsiInitFailed|AmsiScanBuffer|GetDelegateForFunctionPointer|MiniDumpWriteDump|SeDebugPrivilege|PSEventTraceLogging|EtwEventWrite/g,
  /GetTypeFromCLSID|GetTypeFromProgID|-ComObject\s+["']?(?:MMC20|Shell(?:\.|Windows)|ShellBrowser|MsXml2|InternetExplorer|WScript\.Shell|Excel\.Application|Word\.Application|Schedule\.Service|Scripting\.FileSystem|Outlook)/gi,
  /\bsoftware\\{1,2}classes\\{1,2}[^\n]{0,120}(?:command|delegateexecute|inprocserver32|scriptleturl|treatas|clsid)/gi,
  /\\\\\?\\C:\\Windows \\System32|::\$index_allocation|globalroot\\device/gi,
  /\.exec\w{0,8}\(["']?(?:calc|cmd|powershell)|ShellExecute\(|WScript\.Shell|Win32_Process["')\]]{0,3}\)?\.?Create/gi,
  /(?:temp|tmp|appdata|public|programdata|downloads)\b[^\n]{0,60}\\{1,2}(?:svchost|lsass|lsm|csrss|services|winlogon|spoolsv|explorer|taskhostw?|smss|wininit)\.exe/gi,
  /IMEWDBLD\.exe|Win32_Product\b[^\n]{0,80}\bInstall\b/gi,
  /\[(?:system\.)?(?:net\.)?servicepointmanager\]::securityprotocol[^\n]{0,120}\n?\s{0,8}iex/gi,
  /\bInvoke-(?:Mimikatz|Shellcode|ReflectivePEInjection|DllInjection|PowerShellTcp|PowerShellIcmp|TokenManipulation|Kerberoast|Phant0m|MalDoc|ATH\w+|WMIExec|SMBExec|PsExec|Inveigh|Obfuscation|PSImage|Rubeus|SharpDPAPI|Seatbelt|SharpWeb|PowerDump|AllChecks|PrivescAudit|Command\s-ScriptBlock|Build\w+|Stealth\w*|DCSync|NinjaCopy|CredentialInjection|PsUACme|EventVwrBypass|SDCLTBypass|BypassUAC|EnumerateAzureBlobs|AADInt\w*|UserHunter|MSOLSpray|Recon|PortScan|Sniffer|WinEnum|Snaffler|FodHelperBypass|EnvBypass|NetRipper|SeaDuke|CVE\S*|WebRequest\s[^\n]{0,60}\|\s?iex)\b/gi,
];

function detect(subject: Subject): Hit[] {
  if (subject.role === 'free_text') return [];
  const code = CODE.flatMap((pattern) => matches(pattern, subject.text, () => ({ confidence: 0.85 })));
  return commandHits([...RULES(subject.script()), ...code], subject);
}

const isConcerned = concernedBy({ rules: RULES }, { patterns: CODE });

/** Living off the land on Windows: remote code through built-in programs, code injected into others. Catalogue C2, C10. */
export const commandWindowsAbuse: Detector = {
  id: 'command.windows-abuse',
  category: 'command',
  severity: 'high',
  title: 'The command misuses a Windows facility to run foreign code',
  why: 'Programs that come with the system are trusted by its defences; through them foreign code is too.',
  fix: 'Let the tool run the one program it is made for; forbid script hosts and downloaders in its sandbox.',
  frameworks: COMMAND_INJECTION,
  surfaces: ['argument'],
  hiddenSurfaces: INBOUND,
  gates: [
    { shapes: ['program'] },
    {
      shapes: ['shell'],
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
          'virtualalloc',
          'dllimport',
          'amsiutils',
        ],
      ],
    },
  ],
  glance: ({ text, script }) => isConcerned(text, script()),
  detect,
};
