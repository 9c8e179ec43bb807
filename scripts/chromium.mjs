import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC_PATHS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * A Chromium to test with: CHROMIUM_PATH, one on the PATH, one that apt installs (root on Debian), else Playwright's own.
 * @param {(title: string) => void} onStep
 * @returns {string | null} null when the browser tests cannot run here
 */
export function findChromium(onStep) {
  const given = process.env.CHROMIUM_PATH;
  if (given) return existsSync(given) ? given : null;
  const found = NAMES.map(which).find(Boolean) ?? MAC_PATHS.find((file) => existsSync(file));
  if (found) return found;
  return installWithApt(onStep) ?? installWithPlaywright(onStep);
}

function which(name) {
  const { status, stdout } = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : null;
}

function installWithApt(onStep) {
  if (process.getuid?.() !== 0 || !which('apt-get')) return null;
  onStep('installing Chromium with apt');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update'], { env, stdio: 'ignore' });
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation'], {
    env,
    stdio: 'ignore',
  });
  return which('chromium');
}

function installWithPlaywright(onStep) {
  onStep("installing Playwright's Chromium");
  const options = {
    cwd: 'apps/web',
    encoding: /** @type {const} */ ('utf8'),
    stdio: /** @type {const} */ (['ignore', 'pipe', 'ignore']),
  };
  try {
    execFileSync('npx', ['playwright', 'install', 'chromium-headless-shell'], options);
    const script = "import('playwright-core').then(({ chromium }) => console.log(chromium.executablePath()))";
    const file = execFileSync(process.execPath, ['--input-type=module', '-e', script], options).trim();
    return existsSync(file) ? file : null;
  } catch {
    return null;
  }
}
