import { type Concern, KIND } from './concerns.js';
import type { Effect } from './effect.js';
import { baseName, type Invocation } from './invocation.js';
import { isShell, SHELLS } from './nested.js';
import type { ShellScript } from './script.js';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const DOWNLOADERS = words(
  'curl wget fetch aria2c axel lwp-request lwp-download http https iwr irm invoke-webrequest invoke-restmethod certutil bitsadmin',
);
const DECODERS = words('base64 base32 b64decode basenc xxd uudecode openssl rev tr gunzip zcat');
const INTERPRETERS = words(
  'sh bash zsh dash ksh ash fish $0 python python2 python3 perl ruby node php lua osascript iex invoke-expression pwsh powershell cmd tclsh',
);
const SENDERS = words(
  'curl wget nc ncat netcat socat scp rsync ftp sftp telnet mail sendmail iwr irm invoke-webrequest invoke-restmethod',
);
const FILE_WRITERS = words('tee cp mv ln install dd rsync sed');

/** Programs that run what they are given, and assignments of what was printed. */
const RUNS: ReadonlySet<string> = new Set([...INTERPRETERS, ...SHELLS, KIND.python, 'eval', 'source', '.', '']);
export const DOWNLOAD_CONCERN: Concern = { programs: [DOWNLOADERS, RUNS] };
export const DECODE_CONCERN: Concern = { programs: [new Set([...DECODERS, 'echo', 'printf']), RUNS] };

/** Fetches or decodes something and hands it straight to an interpreter. */
export function pipedToInterpreter(script: ShellScript): { download: Effect[]; decode: Effect[] } {
  const download: Effect[] = [];
  const decode: Effect[] = [];
  for (const pipeline of script.pipelines) {
    const start = pipeline[0]?.start ?? 0;
    let downloaded = false;
    let decoded = false;
    for (const sink of pipeline) {
      const substituted = executesSubstitution(sink) ? sink.substituted : [];
      const reads = readsProgramFromInput(sink);
      const span = { start, end: sink.end };
      if ((reads && downloaded) || substituted.some(isDownload)) download.push({ ...span, confidence: 0.95 });
      else if ((reads && decoded) || substituted.some(isDecode)) decode.push({ ...span, confidence: 0.9 });
      downloaded ||= isDownload(sink);
      decoded ||= isDecode(sink);
    }
  }
  return { download, decode };
}

function isDownload(invocation: Invocation): boolean {
  return DOWNLOADERS.has(invocation.program);
}

function isDecode({ program, args }: Invocation): boolean {
  if (program === 'printf' || program === 'echo')
    return args.some(({ text }) => /(?:\\x[0-9a-f]{2}|\\0?[0-7]{3}){2}/i.test(text));
  if (!DECODERS.has(program)) return false;
  if (program === 'rev' || program === 'tr' || program === 'b64decode' || program === 'uudecode') return true;
  return args.some(({ text }) => /^(?:-d|-D|--decode|-di|-id|-r|-[a-z]*d[a-z]*|enc|base64)$/.test(text));
}

/** An interpreter without script, module or inline code runs what comes in. */
function readsProgramFromInput({ program, args, redirects }: Invocation): boolean {
  if (!INTERPRETERS.has(program) && !/^python3?\.\d+$/.test(program)) return false;
  if (redirects.some(({ operator }) => operator.startsWith('<'))) return false;
  for (const { text } of args) {
    if (/^(?:-c|-e|-m|-r|-p|-ne|-pe|-n|--eval|--print|--version|--help|-command|-file)$/i.test(text)) return false;
    if (text === '-' || text === '-s' || text === '--') return true;
    if (!text.startsWith('-')) return false;
  }
  return true;
}

/** `sh -c "$(…)"`, `eval "$(…)"`, `bash <(…)`, `. <(…)`: what the substitution prints is run. */
function executesSubstitution({ program, args, substituted }: Invocation): boolean {
  if (substituted.length === 0) return false;
  if (program === 'eval' || program === 'source' || program === '.' || program === '')
    return program !== '' || args.length === 0;
  return (
    (isShell(program) || INTERPRETERS.has(program)) &&
    args.some((word) => word.substituted.length > 0 && word.text.trim() === '')
  );
}

const SOCKET_CODE =
  /socket|TCPSocket|TCPServer|fsockopen|pfsockopen|net\.connect|net\.Socket|Net\.Sockets|INET_ADDR|IO::Socket|UDPSocket/i;
const SPAWN_CODE = /subprocess|os\.system|dup2|pty\.spawn|exec|spawn|popen|\/bin\/(?:ba|z|k)?sh|cmd\.exe|system/i;
const NETCATS = words('nc ncat netcat nc.traditional nc.openbsd');

const SHELL_FEEDERS = words('socat xterm msfvenom');
const CONNECTORS: ReadonlySet<string> = new Set([...NETCATS, 'telnet', 'openssl']);
const DEVICE_SOCKET = /^\/dev\/(?:tcp|udp)\/[^/]+\/\d+/i;
const CONNECTING_CODE = /inet\/tcp\/|\/dev\/tcp\//i;
const TERMINAL_CODE = /pty\.spawn\(/;
export const REVERSE_SHELL_CONCERNS: readonly Concern[] = [
  { programs: [new Set([...NETCATS, ...SHELL_FEEDERS])] },
  { programs: [SHELLS, CONNECTORS] },
  { patterns: [DEVICE_SOCKET, CONNECTING_CODE, TERMINAL_CODE, SOCKET_CODE] },
];

/** Connects a shell to the network. */
export function reverseShells(script: ShellScript): Effect[] {
  const effects: Effect[] = [];
  for (const pipeline of script.pipelines) {
    const shells = pipeline.some(({ program }) => isShell(program));
    const connects = pipeline.some(isPlainConnection);
    for (const invocation of pipeline) {
      const sure = opensDeviceSocket(invocation) || handsShellToSocket(invocation) || hasSocketCode(invocation);
      if (sure) effects.push({ start: invocation.start, end: invocation.end, confidence: 0.95 });
    }
    const [first, last] = [pipeline[0], pipeline.at(-1)];
    if (shells && connects && first !== undefined && last !== undefined) {
      effects.push({ start: first.start, end: last.end, confidence: 0.9 });
    }
  }
  return effects;
}

function opensDeviceSocket({ redirects, args }: Invocation): boolean {
  return [...redirects.map(({ target }) => target), ...args].some(({ text }) => DEVICE_SOCKET.test(text));
}

function handsShellToSocket({ program, args }: Invocation): boolean {
  const texts = args.map(({ text }) => text);
  if (NETCATS.has(program)) {
    return texts.some(
      (text, i) => /^-[a-z]*[ec]$|^--(?:sh-)?exec$/i.test(text) && /sh\b|cmd|powershell|bash/i.test(texts[i + 1] ?? ''),
    );
  }
  if (program === 'socat') {
    const joined = texts.join(' ');
    return /\b(?:exec|system):/i.test(joined) && /\b(?:tcp|udp|openssl|ssl)\w*:/i.test(joined);
  }
  if (program === 'xterm')
    return texts.some((text, i) => text === '-display' && /^\d+\.\d+\.\d+\.\d+:/.test(texts[i + 1] ?? ''));
  return program === 'msfvenom' && /LHOST=\d/i.test(texts.join(' '));
}

function hasSocketCode({ program, args }: Invocation): boolean {
  if (!/^(?:python[\d.]*|perl|ruby|node|php|lua[\d.]*|awk|gawk|powershell|pwsh|tclsh|\$\w+)$/.test(program))
    return false;
  const code = args.map(({ text }) => text).join(' ');
  return CONNECTING_CODE.test(code) || (SOCKET_CODE.test(code) && SPAWN_CODE.test(code)) || TERMINAL_CODE.test(code);
}

function isPlainConnection({ program, args }: Invocation): boolean {
  if (NETCATS.has(program) || program === 'telnet')
    return args.some(({ text }) => /^[\w.-]+$/.test(text) && !text.startsWith('-'));
  return program === 'openssl' && args.some(({ text }) => text === 's_client');
}

const PERSISTENT_TARGET =
  /authorized_keys2?$|^\/etc\/(?:cron|rc\.local|init\.d\/|systemd\/system\/|sudoers|passwd$|shadow$|ld\.so\.preload|profile|update-motd\.d\/|apt\/apt\.conf\.d\/|udev\/rules\.d\/|pam\.d\/)|\/var\/spool\/cron|\/LaunchAgents\/|\/LaunchDaemons\/|\/\.config\/autostart\/|\/\.git\/hooks\//i;
const STARTUP_FILE = /(?:^|\/)\.(?:bashrc|bash_profile|bash_login|profile|zshrc|zprofile|zshenv|xinitrc|xprofile)$/i;

export const PERSISTENCE_CONCERNS: readonly Concern[] = [
  { programs: [words('chmod crontab')] },
  { patterns: [PERSISTENT_TARGET, STARTUP_FILE] },
];

/** Writes where something will be run or trusted later. */
export function persistence(script: ShellScript): Effect[] {
  const effects: Effect[] = [];
  const add = ({ start, end }: Invocation, confidence: number) => effects.push({ start, end, confidence });
  for (const pipeline of script.pipelines) {
    pipeline.forEach((invocation, i) => {
      const targets = writtenFiles(invocation);
      if (targets.some((target) => PERSISTENT_TARGET.test(target))) add(invocation, 0.85);
      else if (targets.some((target) => STARTUP_FILE.test(target)) && runsSomething(pipeline)) add(invocation, 0.8);
      if (invocation.program === 'crontab' && i > 0 && invocation.args.every(({ text }) => text === '-'))
        add(invocation, 0.75);
      if (setsUserId(invocation)) add(invocation, 0.7);
    });
  }
  return effects;
}

function writtenFiles({ program, args, redirects }: Invocation): string[] {
  const redirected = redirects.filter(({ operator }) => operator.includes('>')).map(({ target }) => target.text);
  if (!FILE_WRITERS.has(program)) return redirected;
  const texts = args.map(({ text }) => text);
  if (program === 'sed' && !texts.some((text) => /^-[a-z]*i|^--in-place/.test(text))) return redirected;
  const plain = texts.filter((text) => !text.startsWith('-'));
  const written =
    program === 'tee'
      ? plain
      : program === 'dd'
        ? texts.filter((t) => t.startsWith('of=')).map((t) => t.slice(3))
        : plain.slice(-1);
  return [...redirected, ...written];
}

/** The text written to a start-up file is a download, a socket or an alias of a trusted program. */
function runsSomething(pipeline: readonly Invocation[]): boolean {
  return pipeline.some(({ args }) =>
    args.some(({ text }) => /\/dev\/tcp\/|\bcurl\b|\bwget\b|\bnc\s|\bnohup\b|alias (?:sudo|su|ssh|ls|cd)=/.test(text)),
  );
}

function setsUserId({ program, args }: Invocation): boolean {
  if (program !== 'chmod') return false;
  const texts = args.map(({ text }) => text);
  return (
    texts.some((text) => /^(?:[ugo]*\+[rwx]*s|0?[4-7][0-7]{3})$/.test(text) && /[4-6]\d{3}$|s/.test(text)) &&
    texts.some((t) => /(?:^|\/)(?:ba|z|k|da)?sh$|\/tmp\//.test(t))
  );
}

const WHOLE_SYSTEM =
  /^(?:\/|\/\*|~\/?\*?|\$HOME\/?\*?|\$\{HOME\}\/?\*?|\/(?:etc|usr|var|home|root|boot|bin|lib|opt)\/?\*?|[a-z]:\\?\*?|\/mnt\/c\/?\*?|--no-preserve-root|~\/(?:Documents|Desktop|Pictures)\/?\*?)$/i;

const DISK = /^\/dev\/(?:sd|nvme|hd|vd)[a-z0-9]/;
export const DESTRUCTION_CONCERNS: readonly Concern[] = [
  { programs: [words('rm shred chmod chown')] },
  { patterns: [DISK] },
];

/** Erases a system, a home or a disk. */
export function destruction(script: ShellScript): Effect[] {
  const effects: Effect[] = [];
  for (const invocation of script.pipelines.flat()) {
    const { program, args, redirects, start, end } = invocation;
    const texts = args.map(({ text }) => text);
    const recursive = texts.some((text) => /^-[a-z]*r|^-[a-z]*R|^--recursive$/.test(text));
    const everything = texts.some((text) => WHOLE_SYSTEM.test(text));
    if (
      (program === 'rm' || program === 'shred' || program === 'chmod' || program === 'chown') &&
      recursive &&
      everything
    ) {
      effects.push({ start, end, confidence: program === 'rm' || program === 'shred' ? 0.9 : 0.6 });
    }
    const overwritesDisk = redirects.some(({ operator, target }) => operator.includes('>') && DISK.test(target.text));
    if (overwritesDisk) effects.push({ start, end, confidence: 0.9 });
  }
  return effects;
}

const SENSITIVE_FILE =
  /\.ssh\/(?:id_|identity)|\.aws\/credentials|\/etc\/(?:shadow|passwd|sudoers)|\.kube\/config|\.docker\/config\.json|(?:^|[/@])\.env(?:\.|$)|\.netrc|\.pgpass|\.git-credentials|id_(?:rsa|ed25519|ecdsa)\b|\.gnupg\//i;

export const EXFILTRATION_CONCERN: Concern = { patterns: [SENSITIVE_FILE] };

/** Reads a credential file and sends it somewhere in one pipeline. */
export function exfiltration(script: ShellScript): Effect[] {
  const effects: Effect[] = [];
  for (const pipeline of script.pipelines) {
    const sender = pipeline.find(({ program }) => SENDERS.has(baseName(program)));
    if (sender === undefined) continue;
    const involved = [...pipeline, ...pipeline.flatMap(({ substituted }) => substituted)];
    const names = involved.flatMap(({ args, redirects }) => [...args, ...redirects.map(({ target }) => target)]);
    const first = pipeline[0] ?? sender;
    if (names.some(({ text }) => SENSITIVE_FILE.test(text))) {
      effects.push({
        start: Math.min(first.start, sender.start),
        end: Math.max(sender.end, pipeline.at(-1)?.end ?? 0),
        confidence: 0.85,
      });
    }
  }
  return effects;
}
