import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { DetectorBundle, SignedBundle } from '@sallyport/contracts';
import { readArgs } from '../args/read-args.js';
import { CliError, EXIT, systemCode, usageError } from '../cli-error.js';
import { createTerminal } from '../terminal/terminal.js';
import { problemLines, readBundleFile } from './bundle-file.js';

const NAME = 'detectors sign';

/**
 * Signs a bundle that has no problems: what is to be imported, on stdout.
 * @returns what to exit with
 */
export const runSign = async (argv: readonly string[]): Promise<number> => {
  const { options, positionals } = readArgs(NAME, argv, { key: 'value' });
  if (options.key === undefined) throw usageError('Name the private key: --key FILE.', NAME);
  const checked = await readBundleFile(NAME, positionals);
  if (checked.bundle === null || checked.problems.length > 0) {
    throw new CliError(EXIT.policy, `The bundle is not signed: it has problems.\n${problemLines(checked).join('\n')}`);
  }
  const signed = signBundle(checked.bundle, await readKey(options.key));
  process.stdout.write(`${JSON.stringify(signed, null, 2)}\n`);
  const { name, version } = checked.bundle;
  createTerminal(process.stderr, process.env).say(`Signed ${name} ${version} with the key ${signed.keyId}.`);
  return EXIT.ok;
};

const signBundle = (bundle: DetectorBundle, key: KeyObject): SignedBundle => {
  const payload = JSON.stringify(bundle);
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return {
    payload,
    keyId: createHash('sha256').update(spki).digest('hex').slice(0, 16),
    signature: sign(null, Buffer.from(payload), key).toString('base64url'),
  };
};

const readKey = async (file: string): Promise<KeyObject> => {
  let text: Buffer;
  try {
    text = await readFile(file);
  } catch (cause) {
    throw new CliError(EXIT.failed, `${file}: The key cannot be read (${systemCode(cause)}).`, cause);
  }
  const key = toKey(text);
  if (key?.asymmetricKeyType !== 'ed25519')
    throw new CliError(
      EXIT.failed,
      `${file}: This is no Ed25519 private key in PEM. Make one: openssl genpkey -algorithm ed25519`,
    );
  return key;
};

const toKey = (text: Buffer): KeyObject | null => {
  try {
    return createPrivateKey(text);
  } catch {
    return null;
  }
};
