import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import net from 'node:net';
import { PlainError } from './plain-error.mjs';

/** Port of each part, the variable that changes it, and what people call it. */
export const PORTS = /** @type {const} */ ({
  console: { port: 4600, variable: 'SALLYPORT_CONSOLE_PORT', label: 'console' },
  api: { port: 4601, variable: 'SALLYPORT_API_PORT', label: 'api' },
  gateway: { port: 4602, variable: 'SALLYPORT_GATEWAY_PORT', label: 'gateway' },
  idp: { port: 4603, variable: 'SALLYPORT_IDP_PORT', label: 'identity provider' },
  everything: { port: 4604, variable: 'SALLYPORT_EVERYTHING_PORT', label: 'demo MCP server' },
  postgres: { port: 4605, variable: 'SALLYPORT_POSTGRES_PORT', label: 'Postgres' },
});

/** @typedef {Record<keyof typeof PORTS, number>} Ports */

/**
 * The ports to use: from the environment, else the defaults. Each is checked to be free.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Ports>}
 * @throws {PlainError} naming the port, who has it where that can be told, and the variable that moves it
 */
export async function choosePorts(env) {
  const chosen = /** @type {Ports} */ ({});
  const problems = [];
  for (const [name, { port, variable, label }] of Object.entries(PORTS)) {
    const wanted = env[variable] === undefined ? port : Number(env[variable]);
    if (!Number.isInteger(wanted) || wanted < 1 || wanted > 65535)
      problems.push(`${variable} must be a port number from 1 to 65535.`);
    else if (!(await isFree(wanted)))
      problems.push(
        `Port ${wanted} (${label}) is taken${ownerOf(wanted)}: stop that program, or run with ${variable}=<another port>.`,
      );
    chosen[name] = wanted;
  }
  if (problems.length > 0) throw new PlainError(problems.join('\n'));
  return chosen;
}

/** Below the ports that systems give to outgoing connections and to whoever listens on port 0, so that nobody takes them meanwhile. */
const PICKED = { from: 10_000, to: 32_000 };

/** Ports of which nothing listened a moment ago; for tests. @returns {Promise<Ports>} */
export async function pickFreePorts() {
  const ports = /** @type {Ports} */ ({});
  for (const name of Object.keys(PORTS)) {
    do ports[name] = randomInt(PICKED.from, PICKED.to);
    while (!(await isFree(ports[name])));
  }
  return ports;
}

/** @param {number} port */
export async function isFree(port) {
  try {
    const server = await listen(port);
    await new Promise((resolve) => server.close(resolve));
    return true;
  } catch {
    return false;
  }
}

const listen = (port) =>
  new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });

/** ` by node (pid 123)` on Linux, where /proc tells; otherwise nothing. */
function ownerOf(port) {
  try {
    const hex = port.toString(16).toUpperCase().padStart(4, '0');
    const row = ['/proc/net/tcp', '/proc/net/tcp6']
      .flatMap((file) => readFileSync(file, 'utf8').split('\n'))
      .map((line) => line.trim().split(/\s+/))
      .find((fields) => fields[1]?.endsWith(`:${hex}`) && fields[3] === '0A');
    const pid = row && readdirSync('/proc').find((name) => /^\d+$/.test(name) && holdsSocket(name, row[9]));
    return pid ? ` by ${readFileSync(`/proc/${pid}/comm`, 'utf8').trim()} (pid ${pid})` : '';
  } catch {
    return '';
  }
}

function holdsSocket(pid, inode) {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`) === `socket:[${inode}]`);
  } catch {
    return false; // Another user's process, or one that ended meanwhile.
  }
}
