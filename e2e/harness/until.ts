/** Waits for a condition by looking again and again, within a bound; says what it waited for when it does not come. */
import { setTimeout as sleep } from 'node:timers/promises';

const lookMs = 50;

/** Answers what the condition answered: anything but null, undefined and false. */
export async function until<T>(
  what: string,
  condition: () => T | Promise<T>,
  timeoutMs = 30_000,
): Promise<Exclude<T, null | undefined | false>> {
  const deadlineMs = performance.now() + timeoutMs;
  for (;;) {
    const answer = await condition();
    // The three values that mean "not yet" were just excluded.
    if (answer !== null && answer !== undefined && answer !== false)
      return answer as Exclude<T, null | undefined | false>;
    if (performance.now() > deadlineMs) throw new Error(`This did not come true in ${timeoutMs} ms: ${what}`);
    await sleep(lookMs);
  }
}
