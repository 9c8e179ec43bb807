import { SCENARIOS, type Scenario, seed } from '../seed/seed.js';

/** Where an argument such as `--everything-url=…` goes: the same settings can be given either way. */
const ARGUMENTS: Readonly<Record<string, string>> = {
  'everything-url': 'DEMO_EVERYTHING_URL',
  'files-dir': 'DEMO_FILES_DIR',
  'gateway-id': 'GATEWAY_ID',
  issuer: 'OIDC_ISSUER',
  traffic: 'DEMO_TRAFFIC',
};

const USAGE = `seed <${SCENARIOS.join('|')}> [--everything-url=…] [--files-dir=…] [--gateway-id=…] [--issuer=…] [--traffic=…]`;

const isScenario = (name: string | undefined): name is Scenario => SCENARIOS.some((known) => known === name);

const run = async ([scenario, ...rest]: readonly string[]): Promise<void> => {
  if (!isScenario(scenario)) throw new Error(USAGE);
  const given = rest.map((argument) => {
    const [, name = '', value = ''] = /^--([a-z-]+)=(.+)$/.exec(argument) ?? [];
    const key = ARGUMENTS[name];
    if (key === undefined) throw new Error(`"${argument}" is not known.\n${USAGE}`);
    return [key, value];
  });
  const seeded = await seed(scenario, { ...process.env, ...Object.fromEntries(given) });
  process.stdout.write(`${JSON.stringify(seeded, null, 2)}\n`);
};

run(process.argv.slice(2)).catch((err: unknown) => {
  process.stderr.write(`${err instanceof Error ? err.message : String(err)}\n`);
  process.exit(1);
});
