import { isIP } from 'node:net';
import { nameFindings } from '../judge/names.js';
import type { ServerEntry } from './entry.js';
import type { ConfigHit, ConfigRule } from './rule.js';

const SUPPLY_CHAIN = ['OWASP-Agentic-2026:ASI04', 'OWASP-MCP-2025:MCP04'];
const CODE = ['OWASP-MCP-2025:MCP05', 'OWASP-Agentic-2026:ASI05'];

/** Where the arguments of an entry stand in the file: clients write the command as a list, too. */
const atArgument = ({ raw }: ServerEntry, index: number): readonly (string | number)[] =>
  Array.isArray(raw.command) ? ['command', index + 1] : Array.isArray(raw.args) ? ['args', index] : ['command'];

/** `cmd /c npx …` is how Windows starts a script of npm; there is no more to it. */
const ONLY_STARTS = /^(?:npx|npm|pnpm|yarn|bunx|uvx|uv|node|python3?|docker)(?:\.cmd|\.exe)?\s[^|;&<>`$]*$/i;

export const shellLauncher: ConfigRule = {
  id: 'config.shell-launcher',
  category: 'command',
  severity: 'medium',
  title: 'A server that is started through a shell',
  why: 'What a shell is given can do anything besides starting a server, and nobody reads it again.',
  fix: 'Name the program itself as the command and its arguments one by one.',
  frameworks: CODE,
  find: (entry, { launch: { script }, inspector }) => {
    if (script === null) return [];
    const at = atArgument(entry, script.index);
    const [worst] = inspector
      .inspectArguments({ toolName: 'shell', args: { command: script.text }, pointerBase: '' })
      .filter(({ category }) => category === 'command');
    if (worst !== undefined && worst.confidence >= 0.5) {
      const { severity, confidence } = worst;
      return [{ at, evidence: script.text, confidence, severity: severity === 'critical' ? 'critical' : 'high' }];
    }
    return [
      {
        at,
        evidence: script.text,
        confidence: 0.8,
        ...(ONLY_STARTS.test(script.text) ? { severity: 'info' as const } : {}),
      },
    ];
  },
};

export const hostileCommand: ConfigRule = {
  id: 'config.hostile-command',
  category: 'command',
  severity: 'high',
  title: 'A command that does something else than start a server',
  why: 'It runs every time the client starts, with the rights of the person who uses it.',
  fix: 'Remove the entry, and find out who wrote it.',
  frameworks: CODE,
  find: (entry, { launch, inspector }) => {
    if (launch.script !== null || launch.image !== null || entry.command === '') return [];
    const line = [entry.command, ...entry.args].join(' ');
    const [worst] = inspector
      .inspectArguments({ toolName: 'shell', args: { command: line }, pointerBase: '' })
      .filter(({ category, severity }) => category === 'command' && severity !== 'low' && severity !== 'info');
    return worst === undefined
      ? []
      : [{ at: ['command'], evidence: line, confidence: worst.confidence, severity: worst.severity }];
  },
};

const TEMPORARY =
  /^(?:\/tmp\/|\/var\/tmp\/|\/dev\/shm\/|~?\/[^\n]{0,200}\/Downloads\/|~\/Downloads\/)|\\(?:temp|downloads|users\\public)\\|%temp%/i;

export const temporaryProgram: ConfigRule = {
  id: 'config.temporary-program',
  category: 'command',
  severity: 'medium',
  title: 'A program in a folder anybody may write to',
  why: 'Whoever can write there decides what the client starts.',
  fix: 'Install the server where only its owner may write.',
  frameworks: CODE,
  find: (entry) => {
    const found = [entry.command, ...entry.args.slice(0, 1)].findIndex((path) => TEMPORARY.test(path));
    if (found < 0) return [];
    const at = found === 0 ? ['command'] : atArgument(entry, 0);
    return [{ at, evidence: found === 0 ? entry.command : (entry.args[0] ?? ''), confidence: 0.8 }];
  },
};

/** A version that names one release and no other. */
const EXACT = /^v?\d+\.\d+\.\d+(?:[-+][\w.-]+)?$/;
const REMOTE_SOURCE = /^(?:git\+|git:|https?:|github:|gitlab:|file:\/\/\/tmp)|^[\w.-]+\/[\w.-]+(?:#|$)/i;

/** Name and version of `@scope/name@1.2.3` or `name==1.2.3`. */
const splitSpec = (spec: string): { readonly name: string; readonly version: string } => {
  const python = /^([\w.-]+)(?:\[[\w,-]+\])?(?:==|@)(.+)$/.exec(spec);
  if (python !== null) return { name: python[1] ?? spec, version: python[2] ?? '' };
  const at = spec.indexOf('@', 1);
  return at < 0 ? { name: spec, version: '' } : { name: spec.slice(0, at), version: spec.slice(at + 1) };
};

const isScoped = (spec: string): boolean => spec.startsWith('@');
const isRemote = (spec: string): boolean => !isScoped(spec) && REMOTE_SOURCE.test(spec);

export const floatingVersion: ConfigRule = {
  id: 'config.floating-version',
  category: 'other',
  severity: 'low',
  title: 'A server without a fixed version',
  why: 'The next start may fetch other code than the one that was looked at.',
  fix: 'Write the exact version behind the name; for a container image, its digest.',
  frameworks: SUPPLY_CHAIN,
  find: (entry, { launch }) => {
    if (launch.package !== null && !isRemote(launch.package.spec)) {
      const { spec, index } = launch.package;
      if (!/^[.~/\\]/.test(spec) && !EXACT.test(splitSpec(spec).version)) {
        return [{ at: atArgument(entry, index), evidence: spec, confidence: 0.9 }];
      }
    }
    if (launch.image !== null && !launch.image.reference.includes('@sha256:')) {
      return [{ at: atArgument(entry, launch.image.index), evidence: launch.image.reference, confidence: 0.9 }];
    }
    return [];
  },
};

export const unreviewedSource: ConfigRule = {
  id: 'config.unreviewed-source',
  category: 'other',
  severity: 'medium',
  title: 'A server that is fetched from a repository or an address',
  why: 'No registry stands between whoever can write there and this machine.',
  fix: 'Take a published release, or a commit by its full hash.',
  frameworks: SUPPLY_CHAIN,
  find: (entry, { launch }) => {
    const found = launch.package;
    if (found === null || !isRemote(found.spec)) return [];
    const pinned = /(?:#|@)[0-9a-f]{40}$/i.test(found.spec);
    const plain = /^(?:git\+)?http:/i.test(found.spec);
    const severity = plain ? ('high' as const) : pinned ? ('info' as const) : undefined;
    return [
      { at: atArgument(entry, found.index), evidence: found.spec, confidence: 0.9, ...(severity && { severity }) },
    ];
  },
};

export const lookAlikePackage: ConfigRule = {
  id: 'name.look-alike',
  category: 'other',
  severity: 'high',
  title: 'A name that imitates a genuine server or package',
  why: 'Squatted packages run their own code on installation and then behave like the genuine one.',
  fix: 'Compare the name with the page of the genuine server, letter by letter.',
  frameworks: SUPPLY_CHAIN,
  find: (entry, { launch, names }) => {
    const found: ConfigHit[] = [];
    const { package: fetched, image } = launch;
    if (fetched !== null && !isRemote(fetched.spec) && !/^[.~/\\]/.test(fetched.spec)) {
      const { name } = splitSpec(fetched.spec);
      found.push(...hitsOf(name, atArgument(entry, fetched.index), names));
    }
    if (image !== null) {
      const name = image.reference.replace(/@sha256:.*$/, '').replace(/:[\w.-]+$/, '');
      found.push(...hitsOf(name, atArgument(entry, image.index), names));
    }
    return found;
  },
};

const hitsOf = (name: string, at: ConfigHit['at'], names: Parameters<typeof nameFindings>[2]): ConfigHit[] =>
  nameFindings(name, '', names).map(({ evidence, confidence, severity }) => ({ at, evidence, confidence, severity }));

const DANGEROUS_MOUNT =
  /^(?:\/|~|\$HOME|[a-z]:\\?)?:\/|^\/(?:etc|root|home|var\/run\/docker\.sock|run\/docker\.sock)(?:\/?:|$)|docker\.sock/i;
const OPENING_FLAG = /^--(?:privileged|cap-add(?:=|$)|pid=host|network=host|net=host|security-opt=.*unconfined)/;

export const openContainer: ConfigRule = {
  id: 'config.open-container',
  category: 'command',
  severity: 'high',
  title: 'A container that may reach the machine it runs on',
  why: 'With these rights a server in a container is no safer than one without.',
  fix: 'Leave the flag out, and mount only the folders the server works on.',
  frameworks: CODE,
  find: (entry, { launch }) => {
    if (launch.image === null) return [];
    const { index: end } = launch.image;
    return entry.args.slice(0, end).flatMap((arg, index): ConfigHit[] => {
      const mounts = /^(?:-v|--volume|--mount)$/.test(entry.args[index - 1] ?? '') || /^--(?:volume|mount)=/.test(arg);
      const value = arg.replace(/^--\w+=(?:type=bind,)?(?:(?:source|src)=)?/, '');
      const isBad = OPENING_FLAG.test(arg) || (mounts && DANGEROUS_MOUNT.test(value));
      return isBad ? [{ at: atArgument(entry, index), evidence: arg, confidence: 0.9 }] : [];
    });
  },
};

const WHOLE_MACHINE = /^(?:\/|~\/?|\$HOME\/?|\$\{HOME\}\/?|\/(?:home|root|etc|Users)\/?|[a-z]:[\\/]?|%USERPROFILE%)$/i;

export const broadFolder: ConfigRule = {
  id: 'config.broad-folder',
  category: 'path',
  severity: 'medium',
  title: 'A file server for the whole machine or home folder',
  why: 'Keys, browser profiles and the configurations of other agents are among the files it serves.',
  fix: 'Name the project folders it is needed for.',
  frameworks: ['OWASP-MCP-2025:MCP10', 'OWASP-Agentic-2026:ASI03'],
  find: (entry, { launch }) => {
    const subject = `${launch.package?.spec ?? ''} ${entry.command} ${entry.args.join(' ')}`;
    if (!/file-?system|files?\b/i.test(subject)) return [];
    return entry.args.flatMap((arg, index): ConfigHit[] =>
      WHOLE_MACHINE.test(arg) ? [{ at: atArgument(entry, index), evidence: arg, confidence: 0.85 }] : [],
    );
  },
};

const isLoopback = (host: string): boolean =>
  host === 'localhost' ||
  host.endsWith('.localhost') ||
  host === '[::1]' ||
  (isIP(host) === 4 && host.startsWith('127.'));

export const plainHttp: ConfigRule = {
  id: 'config.plain-http',
  category: 'other',
  severity: 'medium',
  title: 'A server that is reached without encryption',
  why: 'Anybody on the way reads what is asked and answered, and can answer instead.',
  fix: 'Use its https address.',
  frameworks: SUPPLY_CHAIN,
  find: ({ url, headers, raw }) => {
    if (!URL.canParse(url)) return [];
    const { protocol, hostname } = new URL(url);
    if (protocol !== 'http:' || isLoopback(hostname)) return [];
    const member = ['url', 'serverUrl', 'httpUrl'].find((name) => typeof raw[name] === 'string') ?? 'url';
    const withKey = Object.keys(headers).some((name) => /^(?:authorization|x-api-key|cookie)$/i.test(name));
    return [{ at: [member], evidence: url, confidence: 0.9, ...(withKey ? { severity: 'high' as const } : {}) }];
  },
};

export const unaskedTools: ConfigRule = {
  id: 'config.unasked-tools',
  category: 'other',
  severity: 'medium',
  title: 'Tools that run without asking the person',
  why: 'An instruction hidden in any answer can then call them, and nobody sees it happen.',
  fix: 'Let the client ask, at least for tools that write, send or run something.',
  frameworks: ['OWASP-Agentic-2026:ASI02'],
  find: ({ raw }) => {
    const found: ConfigHit[] = [];
    for (const member of ['alwaysAllow', 'autoApprove', 'alwaysAllowTools']) {
      const allowed = raw[member];
      if (allowed === true || (Array.isArray(allowed) && allowed.includes('*'))) {
        found.push({ at: [member], evidence: `${member}: everything`, confidence: 0.9 });
      }
    }
    if (raw.trust === true) found.push({ at: ['trust'], evidence: 'trust: true', confidence: 0.9 });
    return found;
  },
};
