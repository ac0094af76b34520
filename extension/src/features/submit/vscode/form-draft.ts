/**
 * The form as it was left, kept by the extension at every key: it outlives a hidden tab, a reload of the window and a crash.
 * The environment may hold secrets, so it goes to the secret storage and the rest to the workspace's own state.
 */
import { realTiming } from '@orchion/client';
import type * as vscode from 'vscode';
import { emptyForm, type FormFields } from '../common/form-fields.ts';
import { formFieldsFrom } from '../common/form-messages.ts';

export interface FormDraft extends vscode.Disposable {
  read(): Promise<FormFields>;
  /** What `read` answers from now on; written a moment later. */
  write(fields: FormFields): void;
}

export interface DraftPlaces {
  readonly memory: vscode.Memento;
  readonly secrets: vscode.SecretStorage;
  /** One draft per workspace. */
  readonly workspace: string;
}

const key = 'form';
const quietMs = 300;

export function createFormDraft({ memory, secrets, workspace }: DraftPlaces): FormDraft {
  // eslint-disable-next-line orchion/said-words -- a key
  const secretKey = `form env ${workspace}`;
  let known: FormFields | null = null;
  let keptEnv: string | null = null;
  let waiting: AbortController | null = null;

  function keep(): void {
    waiting = null;
    if (known === null) return;
    void memory.update(key, { ...known, env: '' });
    if (known.env === keptEnv) return;
    keptEnv = known.env;
    void (known.env === '' ? secrets.delete(secretKey) : secrets.store(secretKey, known.env));
  }

  return {
    async read() {
      if (known !== null) return known;
      const env = (await secrets.get(secretKey)) ?? '';
      // Something may have been typed while the secret was fetched.
      if (known !== null) return known;
      keptEnv = env;
      known = { ...(formFieldsFrom(memory.get(key)) ?? emptyForm), env };
      return known;
    },
    write(fields) {
      known = fields;
      if (waiting !== null) return;
      waiting = new AbortController();
      void realTiming.delay(quietMs, waiting.signal).then(keep);
    },
    dispose() {
      // Ends the wait, and so writes what is not written yet.
      waiting?.abort();
    },
  };
}
