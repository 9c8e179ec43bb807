// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of other programs are written like this.
import type { ServerEntry } from './entry.js';
import type { ConfigContext, ConfigHit, ConfigRule } from './rule.js';

/** Variables that make an interpreter or the loader run or load something else first. */
const LOADING: Readonly<Record<string, RegExp>> = {
  NODE_OPTIONS:
    /(?:^|\s)(?:-r|--require|--import|--loader|--experimental-loader|--inspect(?:-brk)?|--env-file)(?:[\s=]|$)/,
  LD_PRELOAD: /\S/,
  LD_AUDIT: /\S/,
  DYLD_INSERT_LIBRARIES: /\S/,
  BASH_ENV: /\S/,
  ENV: /\//,
  PROMPT_COMMAND: /\S/,
  PYTHONSTARTUP: /\S/,
  PYTHONINSPECT: /\S/,
  PYTHONPATH: /(?:^|[:;])(?:\/tmp|\/var\/tmp|\/dev\/shm)/,
  PERL5OPT: /\S/,
  RUBYOPT: /-r/,
  JAVA_TOOL_OPTIONS: /-(?:javaagent|agentlib|agentpath)/,
  _JAVA_OPTIONS: /-(?:javaagent|agentlib|agentpath)/,
  GIT_SSH_COMMAND: /[|;&`$]/,
  PATH: /^(?:\/tmp|\/var\/tmp|\/dev\/shm|\.)(?:[:/]|$)/,
};

export const environmentOverride: ConfigRule = {
  id: 'config.environment-override',
  category: 'command',
  severity: 'high',
  title: 'A variable that loads other code into the server',
  why: 'The program that is named is not the program that runs.',
  fix: 'Remove the variable; a server that needs it says so in its documentation.',
  frameworks: ['OWASP-MCP-2025:MCP05', 'OWASP-Agentic-2026:ASI05'],
  find: ({ env }) =>
    Object.entries(env).flatMap(([name, value]): ConfigHit[] =>
      LOADING[name.toUpperCase()]?.test(value) === true
        ? [{ at: ['env', name], evidence: `${name}=${value}`, confidence: 0.9 }]
        : [],
    ),
};

const OFFICIAL_REGISTRIES = /^https:\/\/(?:registry\.npmjs\.org|registry\.yarnpkg\.com|pypi\.org|[\w.-]*\.pypi\.org)\b/;

const isOff = (value: string): boolean => /^(?:0|false|no)$/i.test(value);

/** Variables that change whom the server believes. */
const TRUSTING: Readonly<Record<string, (value: string) => boolean>> = {
  NODE_TLS_REJECT_UNAUTHORIZED: isOff,
  PYTHONHTTPSVERIFY: isOff,
  GIT_SSL_NO_VERIFY: (value) => !isOff(value),
  NPM_CONFIG_STRICT_SSL: isOff,
  NPM_CONFIG_REGISTRY: (value) => /^http:/i.test(value),
  PIP_INDEX_URL: (value) => /^http:/i.test(value),
  UV_INDEX_URL: (value) => /^http:/i.test(value),
  PIP_TRUSTED_HOST: (value) => value !== '',
  PIP_EXTRA_INDEX_URL: (value) => value !== '' && !OFFICIAL_REGISTRIES.test(value),
};

export const weakenedTrust: ConfigRule = {
  id: 'config.weakened-trust',
  category: 'other',
  severity: 'medium',
  title: 'A variable that turns checks of origin off',
  why: 'The server then takes answers and packages from whoever stands in between.',
  fix: 'Remove the variable; add the certificate authority of your company instead, if that is the reason.',
  frameworks: ['OWASP-Agentic-2026:ASI04'],
  find: ({ env }) =>
    Object.entries(env).flatMap(([name, value]): ConfigHit[] =>
      TRUSTING[name.toUpperCase()]?.(value) === true
        ? [{ at: ['env', name], evidence: `${name}=${value}`, confidence: 0.9 }]
        : [],
    ),
};

export const secretInClear: ConfigRule = {
  id: 'config.secret-in-clear',
  category: 'secret',
  severity: 'high',
  title: 'A credential in a configuration file',
  why: 'The file is synchronised, backed up, committed and read by every agent on the machine.',
  fix: 'Take the value from the keychain or the environment: clients know "${input:…}" or "${env:…}"; then change the credential.',
  frameworks: ['OWASP-MCP-2025:MCP01', 'OWASP-LLM-2026:LLM02'],
  find: (entry, context) => [
    ...inMembers(entry.env, 'env', context),
    ...inMembers(entry.headers, 'headers', context),
    ...inTexts(entry, context),
  ],
};

type Members = Readonly<Record<string, string>>;

const inMembers = (members: Members, member: string, context: ConfigContext): ConfigHit[] =>
  Object.entries(members).flatMap(([name, value]) => hitsIn(`${name}=${value}`, [member, name], context));

const inTexts = (entry: ServerEntry, context: ConfigContext): ConfigHit[] => [
  ...entry.args.flatMap((arg, index) => {
    const flag = entry.args[index - 1] ?? '';
    // `--token abc` is told apart from `abc` by what stands before it.
    const text = flag.startsWith('--') ? `${flag.slice(2)}=${arg}` : arg.replace(/^--/, '');
    return hitsIn(text, Array.isArray(entry.raw.command) ? ['command', index + 1] : ['args', index], context);
  }),
  ...hitsIn(entry.url, [['url', 'serverUrl', 'httpUrl'].find((name) => name in entry.raw) ?? 'url'], context),
];

/** The detectors of secrets, as if a server had answered with the line. */
const hitsIn = (text: string, at: ConfigHit['at'], { inspector }: ConfigContext): ConfigHit[] => {
  const [worst] = inspector
    .inspectMessage({ result: { content: [{ type: 'text', text }] } }, 'result')
    .filter(({ category, severity, confidence }) => category === 'secret' && confidence >= 0.5 && severity !== 'low');
  return worst === undefined || worst.severity === 'info'
    ? []
    : [{ at, evidence: worst.evidence, confidence: worst.confidence }];
};
