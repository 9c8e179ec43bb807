/** Sections of a page: examples first, because they are what a person looks for. */
export type Page = readonly (readonly [title: string, lines: readonly string[]])[];

const API_OPTIONS = [
  '--api-url URL         the api, in place of SALLYPORT_API_URL',
  '--org NAME            the organisation, in place of SALLYPORT_ORG',
  '--token-file FILE     holds the token, in place of SALLYPORT_TOKEN',
];

const API_ENVIRONMENT = [
  'SALLYPORT_API_URL   where the api is, such as https://api.sallyport.example',
  'SALLYPORT_ORG       the name of the organisation in addresses of the console',
  'SALLYPORT_TOKEN     a token of a service account that has a role; never taken from the command line',
];

const EXIT_CODES = [
  '0   as asked',
  '1   something failed; the sentence on stderr says what to do',
  '2   the command line is not understood',
];

const POLICY: Page = [
  [
    'sallyport policy: the policies of an organisation, kept as files.',
    [
      'sallyport policy check policies/*.yaml',
      'sallyport policy test policies/*.yaml',
      'sallyport policy plan policies/*.yaml',
      'sallyport policy push policies/*.yaml',
    ],
  ],
  [
    'Commands',
    [
      'check   every problem, with its line and column; needs no api',
      'test    runs the tests of the files; needs no api',
      'plan    what publishing would change: rules, and decisions on recorded calls',
      'push    publishes what changed, or makes drafts of it for review',
      'pull    writes the policies in force to files',
    ],
  ],
  ['More', ['sallyport policy <command> --help', 'docs/guides/policy-as-code.md']],
];

const CHECK: Page = [
  [
    'sallyport policy check: every problem of policy files, with its line and column.',
    [
      'sallyport policy check policy.yaml',
      'sallyport policy check --tools tools.json policies/*.yaml',
      'sallyport policy check --format github policies/*.yaml',
    ],
  ],
  ['Usage', ['sallyport policy check [options] file…']],
  [
    'Options',
    [
      '--tools FILE          the servers and tools there are, to find rules that speak of none, and conditions that do not',
      '                      fit the schemas; sallyport policy pull --tools FILE writes it',
      '--api                 the same, asked of the api',
      '--strict              warnings are problems too',
      '--format FORMAT       text: the default; json; github: annotations of a workflow',
      '--json                short for --format json',
      ...API_OPTIONS,
    ],
  ],
  ['Environment', [...API_ENVIRONMENT, 'NO_COLOR            no colours']],
  ['Exit codes', [...EXIT_CODES, '3   a file has errors or a failing test; with --strict, warnings too']],
];

const TEST: Page = [
  [
    'sallyport policy test: runs the tests of policy files, and says which rules decided.',
    [
      'sallyport policy test policies/*.yaml',
      'sallyport policy test --mutations policy.yaml',
      'sallyport policy test --junit report.xml policies/*.yaml',
    ],
  ],
  ['Usage', ['sallyport policy test [options] file…']],
  [
    'Options',
    [
      '--mutations    change each rule in small ways, and name the changes that no test notices',
      '--junit FILE   write the report CI servers read',
      '--json         the results as JSON',
    ],
  ],
  ['Exit codes', [...EXIT_CODES, '3   a test fails, a file has errors, or no test notices a change']],
];

const PLAN: Page = [
  [
    'sallyport policy plan: what publishing files would change: their rules, and decisions on recorded calls.',
    [
      'sallyport policy plan policies/*.yaml',
      'sallyport policy plan --days 30 --fail-on newly-allowed policy.yaml',
      'sallyport policy plan --markdown comment.md policies/*.yaml',
    ],
  ],
  ['Usage', ['sallyport policy plan [options] file…']],
  [
    'Options',
    [
      '--days N              replay the calls of the last N days, 1 to 90 (7)',
      '--fail-on KIND        end with 6 when there are such calls: newly-allowed, newly-denied, changed, undecidable;',
      '                      may be repeated',
      '--no-simulation       the rules only',
      '--markdown FILE       also write the plan as a comment for a pull request',
      '--json                the plan and the whole reports as JSON',
      ...API_OPTIONS,
    ],
  ],
  ['Environment', [...API_ENVIRONMENT, 'NO_COLOR            no colours']],
  [
    'Exit codes',
    [
      '0   nothing would change',
      ...EXIT_CODES.slice(1),
      '3   a file has errors or a failing test',
      '5   something would change',
      '6   there are calls that --fail-on names',
    ],
  ],
];

const PUSH: Page = [
  [
    'sallyport policy push: publishes policy files; what is in force already is left alone.',
    [
      'sallyport policy push policies/*.yaml',
      'sallyport policy push --draft policy.yaml',
      'sallyport policy push --schedule 2027-01-31T18:00:00Z policy.yaml',
    ],
  ],
  ['Usage', ['sallyport policy push [options] file…']],
  [
    'Options',
    [
      '--note TEXT           why, for the list of versions (the subject of the commit)',
      '--draft               make a draft and ask for its review, in place of publishing',
      '--schedule TIME       have it take effect at a time, such as 2027-01-31T18:00:00Z',
      '--base-version N      the version in force that the file takes account of; needed when it is not what this',
      '                      repository pushed last',
      '--repository NAME     where the file is kept, such as acme/policies; like the next three, from the workflow or git',
      '--url URL             where a person can look at the file',
      '--ref NAME            branch or tag',
      '--commit SHA          the commit that holds the file',
      '--no-source           say nothing of a repository: people go on editing the policy in the console',
      '--json                what became of each file, as JSON',
      ...API_OPTIONS,
    ],
  ],
  [
    'Environment',
    [
      ...API_ENVIRONMENT,
      'GITHUB_*            of a workflow: GITHUB_REPOSITORY, GITHUB_SERVER_URL, GITHUB_REF_NAME and GITHUB_SHA',
    ],
  ],
  ['Exit codes', [...EXIT_CODES, '3   a file has errors or a failing test, or the api finds some']],
];

const PULL: Page = [
  [
    'sallyport policy pull: writes the policies in force to files.',
    [
      'sallyport policy pull',
      'sallyport policy pull --policy acme-baseline --dir policies',
      'sallyport policy pull --tools tools.json',
    ],
  ],
  ['Usage', ['sallyport policy pull [options]']],
  [
    'Options',
    [
      '--policy NAME         only this one; may be repeated',
      '--dir DIR             where to (policies); a file there that holds the policy of this name is the one that is written',
      '--tools FILE          also write the servers and tools there are, for sallyport policy check --tools',
      '--force               overwrite files with changes that were never published',
      ...API_OPTIONS,
    ],
  ],
  ['Environment', API_ENVIRONMENT],
  [
    'Exit codes',
    ['0   as asked', '1   something failed, or a file with changes of its own was left as it is', EXIT_CODES[2] ?? ''],
  ],
];

/** Pages by the words that ask for them. */
export const POLICY_PAGES: Readonly<Record<string, Page>> = {
  policy: POLICY,
  'policy check': CHECK,
  'policy test': TEST,
  'policy plan': PLAN,
  'policy push': PUSH,
  'policy pull': PULL,
};
