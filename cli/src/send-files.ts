/** Sends folders before what is submitted refers to them, and says how it goes on. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { WorkspaceSpec } from '@orchion/domain';
import { openStatCache, sendWorkspaces, type SentWorkspaces, type WorkspaceProgress } from '@orchion/files';
import { withFiles } from './file-failure.ts';
import { formatBytes } from '@orchion/schemas';
import type { Output } from './output/output.ts';
import { clean } from './output/style.ts';
import type { Target } from './target.ts';
import type { World } from './world.ts';

/** `folder`: absolute. What has arrived before does not travel again. */
export async function sendFolders(
  world: World,
  output: Output,
  target: Pick<Target, 'endpoint' | 'token' | 'home'>,
  wanted: { readonly folder: string; readonly specs: readonly WorkspaceSpec[]; readonly again: string },
): Promise<SentWorkspaces> {
  const { folder, specs, again } = wanted;
  const content = await world.contentOf(target);
  const line = output.waiting(`reading ${clean(folder)}`);
  // What is known of a folder's files belongs to that folder.
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 32);
  try {
    const statCache = await openStatCache(join(target.home.dataDir, 'cli', `files-${name}.json`), () => world.now());
    const sent = await withFiles(again, () =>
      sendWorkspaces(specs, {
        folder,
        content,
        statCache,
        signal: world.interrupted,
        onProgress: (done) => line.say(progressText(folder, done)),
      }),
    );
    line.stop();
    const what = `${sent.files} ${sent.files === 1 ? 'file' : 'files'}, ${formatBytes(sent.bytes)}`;
    await output.note(output.style.dim(`Files: ${what} of ${clean(folder)}; ${formatBytes(sent.sentBytes)} were sent`));
    if (sent.passedOver.length > 0) {
      const shown = sent.passedOver.slice(0, 5).map(clean).join(', ');
      await output.note(`${output.style.warn('!')} Links and special files stay behind: ${shown}`);
    }
    return sent;
  } finally {
    line.stop();
    content.close();
  }
}

function progressText(folder: string, done: WorkspaceProgress): string {
  if (done.kind === 'reading') return `reading ${clean(folder)}: ${done.files} files, ${formatBytes(done.bytes)}`;
  return `sending: ${formatBytes(done.bytes)} of ${formatBytes(done.total)}`;
}
