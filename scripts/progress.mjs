// Shows what is being done and for how long: one living line on a terminal, one line a step elsewhere.
const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** @returns {{ step(title: string): void, end(): void, fail(): void }} */
export function createProgress(out = process.stdout) {
  let title = '';
  let startedAt = 0;
  let frame = 0;
  let timer;

  const elapsed = () => `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
  const draw = () => out.write(`\r\x1b[2K${FRAMES[frame++ % FRAMES.length]} ${title} ${elapsed()}`);
  const finish = (mark, words) => {
    if (!title) return;
    clearInterval(timer);
    out.write(out.isTTY ? `\r\x1b[2K${mark} ${title} ${elapsed()}\n` : `  ${words} ${elapsed()}\n`);
    title = '';
  };
  const end = () => finish('✓', 'done in');
  return {
    step(next) {
      end();
      title = next;
      startedAt = Date.now();
      if (!out.isTTY) return void out.write(`${title}\n`);
      draw();
      timer = setInterval(draw, 100);
      timer.unref();
    },
    end,
    /** The step under way did not work. */
    fail: () => finish('✗', 'failed after'),
  };
}
