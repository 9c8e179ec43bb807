import { checkMachine, install, ROOT, stopWith } from './install.mjs';
import { createProgress } from './progress.mjs';

checkMachine();
const progress = createProgress();
try {
  await install(progress.step);
  const { main } = await import('../infra/local/start.mjs');
  await main({ root: ROOT, argv: process.argv.slice(2), env: process.env, progress });
} catch (err) {
  progress.fail();
  const { explain } = await import('../infra/local/stack/plain-error.mjs');
  stopWith(explain(err) ?? `Sallyport could not start:\n${err instanceof Error ? err.stack : err}`);
}
