import { concernedBy } from '../shell/concerns.js';
import { effectsOf } from '../shell/rules.js';
import { commandHits } from './command-hits.js';
import { type Detector, INBOUND, matches } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

const SHELL = String.raw`(?:\/bin\/)?(?:ba|z|da|k|a|fi)?sh\b`;

const RULES = effectsOf([
  {
    programs: 'chmod',
    when: /(?:^|\s)(?:[ugoa]*\+[rwx]*s[rwx]*|0?[4-7][0-7]{3})\b/,
    unless: /(?:^|\s)(?:g\+s|[0-7]*2[0-7]{3})\s/,
    confidence: 0.7,
    severity: 'medium',
  },
  {
    programs: 'chmod',
    when: /(?:^|\s)(?:[ugoa]*\+[rwx]*s[rwx]*|0?[4-7][0-7]{3})\s.{0,200}(?:\/tmp|\/dev\/shm|(?:^|\/|\s)(?:ba|z|da|k)?sh\b|python|find\b|vim)/,
    confidence: 0.9,
  },
  {
    programs: 'chmod',
    when: /(?:777|666|a\+w|o\+w)\s.{0,80}\/etc\/(?:passwd|shadow|sudoers|crontab)/,
    confidence: 0.95,
  },
  {
    programs: 'setcap',
    when: /cap_(?:setuid|setgid|sys_admin|dac_\w+|sys_ptrace|sys_module|chown|fowner|net_raw)/i,
    confidence: 0.75,
  },
  { programs: 'visudo sudo', when: /-S\b.{0,40}<<<|!tty_tickets|timestamp_timeout/i, confidence: 0.75 },
  {
    programs: '* tee sed echo',
    when: /(?:>>?\s?|\s)\/(?:usr\/local\/)?(?:private\/)?etc\/sudoers|NOPASSWD\s?:|!tty_tickets|timestamp_timeout|\/etc\/sudoers\.d\//i,
    unless: /^-l\b|visudo -c/,
    confidence: 0.9,
  },
  { programs: 'sudo', when: /-u\s?#-1|-u#4294967295/, confidence: 0.95 },
  { programs: 'sudoedit', when: /-s\b.{0,20}\\/, confidence: 0.9 },
  { programs: 'nsenter', when: /(?:-t\s?1|--target[= ]1)\b/i, confidence: 0.9 },
  {
    programs: 'docker podman nerdctl',
    when: /\b(?:run|create|exec)\b.{0,200}(?:--privileged|-v\s?\/:|--volume[= ]\/:|--pid[= ]host|--cap-add[= ](?:ALL|SYS_ADMIN|SYS_PTRACE|SYS_MODULE)|source=\/,|docker\.sock|--security-opt[= ]apparmor[=:]unconfined)/i,
    confidence: 0.9,
  },
  { programs: 'lxc', when: /security\.privileged=true|source=\//i, confidence: 0.9 },
  {
    programs: 'kubectl oc',
    when: /"?privileged"?\s?:\s?true|hostPID|hostPath|hostNetwork|cluster-admin|nsenter/i,
    confidence: 0.85,
  },
  {
    programs: 'mount',
    when: /(?:-B|--bind)\s.{0,60}\/proc\/|\/dev\/(?:sd|nvme|vd)\w+\s+\/(?:mnt|tmp)\S*$|release_agent|-t\s+cgroup/,
    unless: /loop/,
    confidence: 0.6,
    severity: 'medium',
  },
  {
    programs: 'insmod modprobe kextload kmutil',
    when: /\.ko\b|\.kext\b|\/tmp|load\s+-p/i,
    confidence: 0.7,
    severity: 'medium',
  },
  {
    programs: 'vim vi view ed ex nvim rvim',
    when: new RegExp(`(?:-c|--cmd|\\+)\\s?["']?:?!\\s?${SHELL}`),
    confidence: 0.9,
  },
  { programs: 'find', when: new RegExp(`-exec\\s+${SHELL}\\s+(?:-[ip]\\b|;|\\\\;)`), confidence: 0.85 },
  { programs: 'awk gawk mawk nawk', when: new RegExp(`system\\s?\\(\\s?["']${SHELL}`), confidence: 0.9 },
  {
    programs: 'python python2 python3 perl ruby lua php node',
    when: new RegExp(
      `(?:exec|system|spawn|execl|popen)\\s?\\(?\\s?["']${SHELL}\\s?["']|setuid\\(0\\)|setresuid|os\\.setuid`,
    ),
    confidence: 0.85,
  },
  {
    programs:
      'less more man journalctl systemctl git ftp gdb nmap irb tar zip rsync ssh tcpdump env apt apt-get yum dnf npm pip make emacs script expect cpan scp socat strace taskset stdbuf watch busctl screen tmux',
    when: new RegExp(
      `!${SHELL}|-exec=${SHELL}|-TT\\s.{0,20}${SHELL}|APT::\\w+::Pre-Invoke|-z\\s\\S{0,40}${SHELL}|--eval\\s.{0,40}${SHELL}|ProxyCommand\\s?=\\s?["';]|--interactive\\s*$|-e\\s?["']${SHELL}\\s*0`,
      'i',
    ),
    confidence: 0.8,
  },
  { programs: 'sudo', when: /^-l\b/, confidence: 0.4, severity: 'low' },
  { programs: 'wmic', when: /useraccount.{0,60}set/i, confidence: 0.75 },
  {
    programs: 'fodhelper eventvwr computerdefaults sdclt slui wsreset changepk silentcleanup akagi64 akagi uacme',
    confidence: 0.75,
  },
  {
    programs: '*',
    when: /ms-settings\\{1,2}(?:shell\\{1,2}open|curver)|mscfile\\{1,2}shell\\{1,2}open|\\{1,2}shell\\{1,2}(?:open|runas)\\{1,2}command\b|windir.{0,20}reg_|\\\\\?\\[a-z]:\\windows \\|EnableLUA|ConsentPromptBehavior|PromptOnSecureDesktop|LocalAccountTokenFilterPolicy|FilterAdministratorToken|AlwaysInstallElevated/i,
    confidence: 0.9,
  },
  { programs: 'runas', when: /\/savecred|\/netonly|administrator/i, confidence: 0.6, severity: 'medium' },
  { programs: 'psexec psexec64 paexec', when: /-s\b/i, confidence: 0.8 },
  { programs: 'takeown', when: /system32|windows/i, confidence: 0.75 },
  {
    programs: 'icacls cacls subinacl xcacls',
    when: /everyone|\/grant\s.{0,60}:\(?f|system32/i,
    confidence: 0.65,
    severity: 'medium',
  },
  { programs: 'osascript', when: /with\s+administrator\s+privileges|password/i, confidence: 0.75 },
  { programs: 'trap', when: /\b(?:nohup|curl|wget|bash|sh|python)\b/i, confidence: 0.6, severity: 'medium' },
]);

const PRELOADED =
  /^(?:LD_PRELOAD|LD_AUDIT|LD_LIBRARY_PATH|DYLD_INSERT_LIBRARIES|COR_PROFILER(?:_PATH)?|DOTNET_STARTUP_HOOKS|CORECLR_PROFILER(?:_PATH)?|NODE_OPTIONS|PYTHONSTARTUP|PERL5OPT|BASH_ENV|PROMPT_COMMAND|GIT_SSH_COMMAND|GCONV_PATH)$/i;

/** Rights written as text rather than asked for. */
const GRANTS =
  /env_keep\s{0,4}\+?=\s{0,4}\S{0,20}LD_|NOPASSWD:\s{0,4}ALL|cap_(?:setuid|sys_admin|dac_read_search)\+e?i?p|(?:^|\n)\s{0,4}setuid\(0\)/gi;

/** A library or start-up file put in front of a program. */
function preloads({
  assignments,
  program,
  args,
}: {
  assignments: readonly { name: string; value: string }[];
  program: string;
  args: readonly { text: string }[];
}): number {
  const words = ['export', 'set', 'setx', 'env', 'declare', 'launchctl'].includes(program)
    ? args.map(({ text }) => text)
    : [];
  const set = [
    ...assignments,
    ...words.map((text) => ({ name: text.split('=')[0] ?? '', value: text.slice(text.indexOf('=') + 1) })),
  ];
  const found = set.filter(({ name }) => PRELOADED.test(name));
  if (found.length === 0) return 0;
  return found.some(
    ({ name, value }) =>
      /PRELOAD|AUDIT|INSERT|PROFILER|STARTUP|GCONV/i.test(name) ||
      /\/tmp|--require|--import|curl|wget|\bnc\b/.test(value),
  )
    ? 0.8
    : 0.3;
}

const isConcerned = concernedBy({ rules: RULES }, { patterns: [PRELOADED, GRANTS] });

/** Gets rights that the caller does not have: set-uid programs, capabilities, containers that own the host, preloaded libraries. Catalogue C10. */
export const commandPrivilege: Detector = {
  id: 'command.privilege',
  category: 'command',
  severity: 'high',
  title: 'The command gains rights it was not given',
  why: 'With the rights of the administrator or the host no other limit of the tool holds.',
  fix: 'Run the tool as an ordinary user in a sandbox without capabilities; let an administrator do what needs more.',
  frameworks: [FRAMEWORKS.mcpCommandInjection, FRAMEWORKS.agenticIdentityAbuse, FRAMEWORKS.agenticCodeExecution],
  surfaces: ['argument'],
  hiddenSurfaces: INBOUND,
  gates: [
    { shapes: ['program'] },
    {
      shapes: ['shell'],
      literals: [['nsenter', '--privileged', 'sudoers', 'ld_preload', 'setcap', 'nopasswd', 'chmod ', 'docker.sock']],
    },
  ],
  glance: ({ text, script }) => isConcerned(text, script()),
  detect: (subject) => {
    const script = subject.script();
    const preloaded = script.invocations.flatMap((invocation) => {
      const confidence = preloads(invocation);
      return confidence < 0.5 ? [] : [{ start: invocation.start, end: invocation.end, confidence }];
    });
    const granted = subject.role === 'command' ? matches(GRANTS, subject.text, () => ({ confidence: 0.75 })) : [];
    return commandHits([...RULES(script), ...preloaded, ...granted], subject);
  },
};
