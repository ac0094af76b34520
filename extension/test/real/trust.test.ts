// A folder that its user has not trusted yet.

import { openOrchion, runCommand, toast } from '@orchion/editor-harness';
import { expect, test } from 'vitest';
import { editorOfThisFile } from './story.ts';

const editor = editorOfThisFile({ trust: 'asked', prepare: (home) => void home.cli('up', '--detach') });

test('in a workspace that is not trusted nothing is connected and nothing starts, and the view says so', async (context) => {
  const { page, home } = editor(context);
  await openOrchion(page);
  await page
    .getByText(/Restricted Mode/)
    .first()
    .waitFor();
  await page.getByText('Orchion runs nothing in a workspace').waitFor();
  await page.locator('.statusbar').getByText('workspace not trusted').waitFor();
  await home.down();
  await runCommand(page, 'Orchion: Start Local Orchestrator');
  await toast(page, 'not trusted').waitFor();
  expect(home.hasOrchestrator()).toBe(false);
});
