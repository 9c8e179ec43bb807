import { concernedBy } from '../shell/concerns.js';
import type { Effect } from '../shell/effect.js';
import { PERSISTENCE_CONCERNS, persistence } from '../shell/effects.js';
import { lineOf } from '../shell/invocation.js';
import { effectsOf } from '../shell/rules.js';
import type { ShellScript } from '../shell/script.js';
import { DROP_FOLDER } from '../shell/targets.js';
import { commandHits } from './command-hits.js';
import { type Detector, type Hit, INBOUND, matches, type Subject } from './detector.js';
import { COMMAND_INJECTION } from './frameworks.js';

/** Files of an agent and of the tools around it: what stands there is carried out later. */
const AGENT_FILE =
  /(?:^|[\s/\\'"])(?:\.claude(?:\.json|[\\/](?:settings|commands|hooks|agents|skills)\S{0,60})|\.cursor[\\/](?:mcp\.json|rules\S{0,60})|\.cursorrules|\.windsurfrules|\.clinerules|\.mcp\.json|mcp\.json|mcp_config\.json|claude_desktop_config\.json|CLAUDE\.md|AGENTS\.md|GEMINI\.md|copilot-instructions\.md|\.vscode[\\/](?:tasks|settings|mcp|launch)\.json|\.gemini[\\/]settings\.json|\.codex[\\/]config\.toml|\.continue[\\/]config)|\.git[\\/]hooks[\\/]|\.husky[\\/]|\.github[\\/]workflows[\\/]|\.gitlab-ci\.yml|Jenkinsfile|\.circleci[\\/]/i;
const WRITERS =
  'tee cp mv ln install dd rsync sed curl wget set-content add-content out-file copy-item copy move new-item sc';

const RULES = effectsOf([
  { programs: 'schtasks', when: /\/(?:create|change|run|delete)\b/i, confidence: 0.75 },
  { programs: 'at', when: /\d|\bnow\b|-f\s/i, confidence: 0.6, severity: 'medium' },
  { programs: 'crontab', when: /^(?:-u\s\S+\s)?["']?(?:\/tmp|\/var\/tmp|\/dev\/shm|\$)/, confidence: 0.75 },
  {
    programs: 'sc',
    when: /\bcreate\b.{0,200}binpath=\s?["']?(?:\S{0,80}(?:cmd|powershell|calc|temp|tmp|system32|programdata|appdata|public|\.exe)|%)|\bconfig\b.{0,160}(?:binpath|start=)/i,
    unless: /path\\to/,
    confidence: 0.8,
  },
  { programs: 'new-service set-service', when: /-binarypath|binarypathname|-startuptype/i, confidence: 0.7 },
  {
    programs:
      'register-scheduledtask new-scheduledtask new-scheduledtaskaction register-scheduledjob set-scheduledtask new-scheduledtasktrigger register-cimindicationevent set-wmiinstance register-wmievent',
    confidence: 0.75,
  },
  {
    programs: 'new-ciminstance invoke-wmimethod',
    when: /eventfilter|eventconsumer|filtertoconsumer|PS_ScheduledTask|win32_service|create/i,
    confidence: 0.8,
  },
  { programs: 'bitsadmin', when: /setnotifycmdline/i, confidence: 0.9 },
  {
    programs: 'launchctl',
    when: /^(?:load|bootstrap|submit|enable|setenv|asuser)\b.{0,200}(?:-w|LaunchAgents|LaunchDaemons|\/tmp|DYLD|\.plist|-l)/i,
    unless: /^(?:load|bootstrap)\b[^/]{0,20}(?:path\/to|\$\(brew|homebrew\.mxcl)/i,
    confidence: 0.65,
    severity: 'medium',
  },
  {
    programs: 'systemctl',
    when: /^(?:--user\s+)?(?:enable|link)\b.{0,80}(?:\/tmp|\/dev\/shm|evil|backdoor|\.hidden|art-)/i,
    confidence: 0.75,
  },
  {
    programs: WRITERS,
    when: /(?:^|\s|["'])(?:\/private)?\/etc\/(?:cron\.?\w*|rc\.\w+|init\.d|systemd|sudoers|profile|ld\.so|update-motd|pam\.d|udev|emond|sshd?|network\/if-up\.d|X11\/Xsession|xdg\/autostart|apt\/apt\.conf\.d|modules-load\.d|shells|bash\.bashrc|zshrc|zshenv|zprofile|environment|logrotate\.d|at\.)|\/Library\/(?:StartupItems|LaunchAgents|LaunchDaemons|Preferences\/(?:ByHost\/)?com\.apple\.loginwindow|ScriptingAdditions|Security\/SecurityAgent)|\/usr\/(?:local\/)?etc\/rc\.d|\/etc\/periodic|\/var\/spool\/cron|authorized_keys|site-packages|usercustomize|sitecustomize|\.config\/(?:autostart|systemd\/user)|\/var\/at\b/i,
    unless: /^(?:-\w+\s+)*["']?(?:\/private)?\/etc\/\S+["']?\s+(?!.{0,200}\/(?:etc|Library)\/)\S+$/,
    confidence: 0.75,
  },
  {
    programs: '* echo printf cat',
    when: />\|?\s?["']?(?:\S{0,60})(?:\/etc\/(?:cron\.?\w*|rc\.\w+|init\.d|systemd\/|sudoers|profile|ld\.so|update-motd|pam\.d|udev\/|emond|ssh\/|network\/if-up\.d|xdg\/autostart|periodic|bash\.bashrc|zshrc|zshenv|zprofile|environment|emond\.d)|\/usr\/local\/etc\/rc\.d|\/Library\/Launch|\/var\/spool\/cron|authorized_keys|\/\.config\/(?:autostart|systemd\/user)|site-packages|usercustomize|sitecustomize|\.pth$|\.desktop$|\/Startup\b|\.bash_logout|motd)/i,
    confidence: 0.8,
  },
  {
    programs: '* echo printf cat',
    when: new RegExp(`>\\|?\\s?\\S{0,120}(?:${AGENT_FILE.source})`, 'i'),
    confidence: 0.75,
    severity: 'high',
  },
  {
    programs: WRITERS,
    when: AGENT_FILE,
    unless: /^(?:-\w+\s+)*["']?\S*(?:CLAUDE|AGENTS|GEMINI)\.md\s+\S+$/,
    confidence: 0.6,
    severity: 'medium',
  },
  {
    programs: 'git',
    when: /config\s.{0,60}(?:core\.(?:hookspath|fsmonitor|sshcommand|pager|editor|askpass|gitproxy)|credential\.helper\s+["']?!|alias\.\w+\s+["']?!)|-c\s?["']?(?:core\.(?:pager|sshcommand|fsmonitor|editor|hookspath|askpass|gitproxy)|credential\.helper=!|diff\.external|protocol\.ext\.allow)=?|--(?:upload|receive)-pack[= ]|\bext::/i,
    unless:
      /core\.editor\s|core\.pager\s+["']?(?:less|delta|cat|bat|diff-so-fancy|more)|core\.pager=(?:cat|less|delta)?\b|core\.editor=(?:true|vim|nano|code|cat|:)|credential\.helper=(?:\s|$)/i,
    confidence: 0.8,
  },
  {
    programs: 'kubectl oc',
    when: /\b(?:create|apply)\b.{0,80}cronjob|daemonset/i,
    unless: /--dry-run|--image/i,
    confidence: 0.5,
    severity: 'medium',
  },
  { programs: 'setx', when: /COR_PROFILER|PATH\b|UserInit/i, unless: /^path\s/i, confidence: 0.65 },
  {
    programs: 'add-content set-content out-file',
    when: /\$profile\b|Startup\\|\.lnk\b|usercustomize|\\Setup\\Scripts/i,
    confidence: 0.75,
  },
  {
    programs: 'copy copy-item xcopy move cp mv',
    when: /\\Startup\b|\\Setup\\Scripts|XLSTART|Office\\\S{0,40}STARTUP|spool\\prtprocs|\\GroupPolicy\\|Windows\.Terminal|\\Templates\\|wlbsctrl|System32\\(?:Tasks|GroupPolicy)/i,
    confidence: 0.75,
  },
  {
    programs: 'update-ca-certificates security certutil import-certificate',
    when: /add-trusted-cert|-addstore|Cert:\\LocalMachine\\Root|cert:\\\\?localmachine/i,
    confidence: 0.6,
    severity: 'medium',
  },
  { programs: 'wsl netsh', when: /add\s+helper/i, confidence: 0.85 },
  { programs: 'appcmd', confidence: 0.65 },
  {
    programs: 'install-transportagent enable-transportagent new-inboxrule set-mailbox new-transportrule',
    confidence: 0.7,
  },
  { programs: 'reg', when: /^import\b/i, confidence: 0.6, severity: 'medium' },
]);

/** Keys that Windows reads to find out what to load or run. */
const AUTOSTART_KEY =
  /\\{1,2}(?:CurrentVersion\\{1,2}(?:Run|RunOnce|RunOnceEx|RunServices|Policies\\{1,2}Explorer|Explorer\\{1,2}(?:User )?Shell Folders|Winlogon|Windows\b|Image File Execution Options|SilentProcessExit|AppCompatFlags|Accessibility|Authentication|ShellServiceObject|Svchost|Time|Group ?Policy|Schedule)|Winlogon\b|Image File Execution|SilentProcessExit|AppCertDlls|AppInit_DLLs|AppCompatFlags|Session Manager|Control\\{1,2}(?:Lsa|Print|NetworkProvider|SecurityProviders|BootVerification|Terminal Server|SafeBoot|FileSystem|MiniNt)|Services\\{1,2}\w|Active Setup|Command Processor|Classes\\{1,2}\S{0,80}|Environment\b|Control Panel\\{1,2}Desktop|Office( test)?\\{1,2}|Internet Explorer\\{1,2}|Netsh\b|Microsoft\\{1,2}(?:Ctf|Cryptography|Ole|\.NETFramework|Windows Script Host)|Policies\\{1,2}(?:Microsoft|System|Explorer)|shell\\{1,2}[^\\"']{1,30}\\{1,2}command|ATs\\|Directory\\{1,2}Background)/i;
const REGISTRY = /\bhk|hkey|registry::/i;
const WRITES_KEY =
  /(?:^|[^\w-])(?:reg(?:\.exe)?["']?\s{1,4}(?:add|copy|import|load)|(?:set|new)-item(?:property)?\b|sp\s|rename-itemproperty|setvalue\()/i;

/** Registry writes, also where the key is kept in a variable first. */
function registry({ text, role }: Subject): Hit[] {
  if (role === 'free_text' || !WRITES_KEY.test(text)) return [];
  const pattern = new RegExp(AUTOSTART_KEY.source, 'gi');
  return matches(pattern, text, ([key]) =>
    REGISTRY.test(text)
      ? { confidence: /Policies|Environment|Internet Explorer|Desktop|Office/i.test(key) ? 0.6 : 0.8 }
      : null,
  ).slice(0, 1);
}

/** A configuration of git that runs something, written out instead of given as an option. */
const GIT_CONFIG =
  /\[(?:core|ssh|credential|filter[^\]\n]{0,40}|alias)\]\s{0,8}\n[^[]{0,200}?\b(?:pager|sshcommand|editor|fsmonitor|hookspath|helper|clean|smudge)\s{0,4}=\s{0,4}[^\n]{0,120}[|;&!/]/gi;

const START_UP_FILE =
  /(?:^|\/)\.(?:bashrc|bash_profile|bash_login|bash_logout|profile|zshrc|zprofile|zshenv|zlogin|xinitrc|xprofile|config\/fish\/config\.fish|vimrc)["']?$/i;

/** Something other than a setting is put into a start-up file. */
function startupFiles({ pipelines }: ShellScript): Effect[] {
  const setting =
    /^["']?\s*(?:export\s|alias\s|eval\s|source\s|\.\s|set\s|setopt\s|autoload|bindkey|PATH=|if\s|\[|#?\s*$|[\w]+=|complete\s|PS1|zstyle|plugins|fpath|umask|ulimit|command -v|type\s|unset\s)/i;
  return pipelines.flatMap((pipeline) =>
    pipeline
      .filter(({ redirects }) =>
        redirects.some(({ operator, target }) => operator.startsWith('>') && START_UP_FILE.test(target.text)),
      )
      .filter(
        (invocation) =>
          (invocation.program === 'echo' || invocation.program === 'printf') &&
          !setting.test(invocation.args.map(({ text }) => text).join(' ')),
      )
      .map(({ start, end }) => ({ start, end, confidence: 0.6, severity: 'medium' as const })),
  );
}

const JOBS = new Set(['sc', 'schtasks']);

/** A job or unit that starts what lies in a folder anybody may write to. */
function dropped({ invocations }: ShellScript): Effect[] {
  return invocations
    .filter(
      ({ program, args }) =>
        JOBS.has(program) &&
        args.some(({ text }) => DROP_FOLDER.test(text)) &&
        /create|config/i.test(lineOf({ ...EMPTY, args })),
    )
    .map(({ start, end }) => ({ start, end, confidence: 0.9 }));
}

const EMPTY = {
  program: '',
  path: '',
  redirects: [],
  assignments: [],
  wrappers: [],
  disguised: false,
  start: 0,
  end: 0,
  line: null,
  substituted: [],
};

const isConcerned = concernedBy(
  { rules: RULES },
  { programs: [JOBS] },
  { patterns: [START_UP_FILE, REGISTRY, GIT_CONFIG] },
  ...PERSISTENCE_CONCERNS,
);

/** Keys, timers, services, start-up files, hooks, pipelines, the agent's own configuration. Catalogue C10. */
export const commandPersistence: Detector = {
  id: 'command.persistence',
  category: 'command',
  severity: 'high',
  title: 'The command plants something that runs or is trusted later',
  why: 'What is planted now runs when nobody looks, after the session and its approvals have ended.',
  fix: 'Make start-up files, timers, hooks and agent settings read-only for the tool; change them in a reviewed way.',
  frameworks: COMMAND_INJECTION,
  surfaces: ['argument', 'definition'],
  hiddenSurfaces: INBOUND,
  gates: [
    { shapes: ['program'] },
    {
      literals: [
        [
          'authorized_keys',
          '/etc/cron',
          'crontab',
          '/etc/rc.local',
          '/etc/init.d',
          '/etc/systemd',
          '/etc/sudoers',
          '/etc/passwd',
          '/etc/shadow',
          'ld.so.preload',
          '/etc/profile',
          'update-motd',
          'apt.conf.d',
          '/etc/pam.d',
          '/spool/cron',
          '/launchagents',
          '/launchdaemons',
          '/autostart/',
          '/.git/hooks',
          '.bashrc',
          '.bash_profile',
          '.zshrc',
          '.zprofile',
          '.zshenv',
          'chmod 4',
          'chmod u+s',
          'currentversion\\run',
          'schtasks',
        ],
      ],
    },
  ],
  glance: ({ text, script }) => isConcerned(text, script()),
  detect: (subject) => {
    const script = subject.script();
    const effects = [...persistence(script), ...RULES(script), ...startupFiles(script), ...dropped(script)];
    const config = matches(GIT_CONFIG, subject.text, () => ({ confidence: 0.75 }));
    const keys =
      subject.surface === 'argument' ? [...registry(subject), ...(subject.role === 'command' ? config : [])] : [];
    return [...commandHits(effects, subject), ...keys];
  },
};
