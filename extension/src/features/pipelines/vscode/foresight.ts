/**
 * Where each step of an open pipeline would go now: a preview for each job that its steps would be, asked anew when the text
 * or the nodes change. Without a connection nothing is foreseen.
 */
import type { OrchionClient } from '@orchion/client';
import { check, guessSteps, type StepForecast, type StepGuess } from '@orchion/schemas/language';
import * as vscode from 'vscode';
import type { Session } from '../../../editor/session.ts';
import { pipelineLanguage } from './pipeline-language.ts';
import type { PipelineModels } from './pipeline-models.ts';
import type { SurroundingsReader } from './surroundings.ts';

export interface Foresight {
  /** What is known at this moment; [] where nothing is. */
  of(document: vscode.TextDocument): readonly StepForecast[];
  readonly onChange: vscode.Event<void>;
}

/** A person reads a few of them; a file of a thousand steps does not ask a thousand questions. */
const previewsMax = 60;
const atOnce = 4;
/** After the last keystroke; nodes report twice a second, which is no reason to ask as often. */
const afterEditMs = 500;
const afterClusterMs = 2000;

export function createForesight(session: Session, models: PipelineModels, surroundings: SurroundingsReader): Foresight {
  const changed = new vscode.EventEmitter<void>();
  const known = new WeakMap<vscode.TextDocument, readonly StepForecast[]>();
  let timer: NodeJS.Timeout | null = null;
  let isAsking = false;
  session.own(changed);
  session.own({ dispose: () => timer !== null && clearTimeout(timer) });

  function shownDocuments(): readonly vscode.TextDocument[] {
    const documents = vscode.window.visibleTextEditors.map(({ document }) => document);
    return documents.filter(({ languageId }) => languageId === pipelineLanguage);
  }

  function soon(delayMs: number): void {
    if (timer !== null || shownDocuments().length === 0) return;
    timer = setTimeout(() => {
      timer = null;
      void refresh();
    }, delayMs);
  }

  async function refresh(): Promise<void> {
    if (isAsking) return soon(afterClusterMs);
    isAsking = true;
    try {
      for (const document of shownDocuments()) {
        const forecasts = await forecastsOf(document);
        if (JSON.stringify(known.get(document) ?? []) === JSON.stringify(forecasts)) continue;
        known.set(document, forecasts);
        changed.fire();
      }
    } catch (error) {
      // A preview that fails says nothing about the file; the connection's own state is shown elsewhere.
      session.log.debug(error instanceof Error ? error.message : String(error));
    } finally {
      isAsking = false;
    }
  }

  async function forecastsOf(document: vscode.TextDocument): Promise<readonly StepForecast[]> {
    const { client } = session.connection;
    if (client === null) return [];
    const around = await surroundings.around(document);
    const model = models.of(document);
    const { pipeline } = check(model, around);
    // While the text is wrong the last word stands: hints that come and go at each keystroke help nobody.
    if (pipeline === null) return known.get(document) ?? [];
    return forecastAll(client, guessSteps(pipeline));
  }

  session.own(vscode.workspace.onDidChangeTextDocument(() => soon(afterEditMs)));
  session.own(vscode.window.onDidChangeVisibleTextEditors(() => soon(0)));
  session.own(surroundings.onChange(() => soon(0)));
  session.own({ dispose: session.store.onChange(() => soon(afterClusterMs)) });
  soon(0);
  return { of: (document) => known.get(document) ?? [], onChange: changed.event };
}

async function forecastAll(client: OrchionClient, guesses: readonly StepGuess[]): Promise<readonly StepForecast[]> {
  const asked = guesses.slice(0, previewsMax);
  const forecasts: StepForecast[] = [];
  for (let i = 0; i < asked.length; i += atOnce) {
    forecasts.push(...(await Promise.all(asked.slice(i, i + atOnce).map((guess) => forecast(client, guess)))));
  }
  return forecasts;
}

async function forecast(
  client: OrchionClient,
  { stepId, spec, gpus, cells, message }: StepGuess,
): Promise<StepForecast> {
  if (spec === null) return { stepId, verdict: 'unknown', explanation: null, gpus, cells, message };
  const explanation = await client.jobs.preview(spec);
  return { stepId, verdict: 'placed', explanation, gpus, cells, message };
}
