/**
 * Runs `work` one at a time: calls made while it runs lead together to one more run after it.
 * @param onError  called with what `work` throws; further calls run again
 */
export const coalesce = (work: () => Promise<void>, onError: (err: unknown) => void): (() => void) => {
  let isRunning = false;
  let isWanted = false;
  const run = async (): Promise<void> => {
    isRunning = true;
    while (isWanted) {
      isWanted = false;
      try {
        await work();
      } catch (err) {
        onError(err);
      }
    }
    isRunning = false;
  };
  return () => {
    isWanted = true;
    if (!isRunning) void run();
  };
};
