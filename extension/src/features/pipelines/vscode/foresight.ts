/**
 * What a run of an open pipeline would do now: the orchestrator's own plan of the text as it stands, saved or not, asked for anew
 * when the text or what decides of the cluster changes. One question at a time, and none that has been answered already.
 */
import { ClientError, type OrchionClient, type PlanSeen } from '@orchion/client';
import {
  check,
  forecastOfJob,
  forecastsFrom,
  gpusAsked,
  standInsOf,
  type StepForecast,
} from '@orchion/schemas/language';
import type { StepRef } from '@orchion/domain';
import * as vscode from 'vscode';
import type { Session } from '../../../editor/session.ts';
import { notConnectedWords, notPlannedWords } from '../common/checked-words.ts';
import { fleetKey } from '../common/fleet-key.ts';
import { isPipelineShown, pipelineLanguage } from './pipeline-language.ts';
import type { PipelineModels } from './pipeline-models.ts';
import { sourceOf } from './pipeline-source.ts';
import type { SurroundingsReader } from './surroundings.ts';

interface Foreseen {
  readonly forecasts: readonly StepForecast[];
  /** Null: there is none. */
  readonly plan: PlanSeen | null;
  /** Inputs that must be given: something of their type stood for them. */
  readonly standIns: readonly string[];
  /** Why it is not known; empty where it is. */
  readonly unchecked: string;
}

export interface Foresight {
  /** What is known at this moment. */
  of(document: vscode.TextDocument): Foreseen;
  /** Looks at a document that no editor shows any more, for as long as somebody wants to. */
  follow(document: vscode.TextDocument): vscode.Disposable;
  readonly onChange: vscode.Event<void>;
}

/** After the last keystroke, and after a change of the cluster, which seldom comes alone. */
const afterEditMs = 400;
const afterClusterMs = 1000;
const planMsMax = 10_000;

const nothing: Foreseen = { forecasts: [], plan: null, standIns: [], unchecked: '' };

export function createForesight(session: Session, models: PipelineModels, surroundings: SurroundingsReader): Foresight {
  const { connection, store, say } = session;
  const changed = new vscode.EventEmitter<void>();
  const known = new WeakMap<vscode.TextDocument, Foreseen>();
  /** What each document was asked with the last time. */
  const asked = new WeakMap<vscode.TextDocument, string>();
  const followed = new Set<vscode.TextDocument>();
  /** Grows with everything else that may lead to another answer. */
  let turn = 0;
  let timer: { readonly handle: NodeJS.Timeout; readonly at: number } | null = null;
  let isAsking = false;
  session.own(changed);
  session.own({ dispose: () => timer !== null && clearTimeout(timer.handle) });

  function documents(): ReadonlySet<vscode.TextDocument> {
    const shown = vscode.window.visibleTextEditors.map(({ document }) => document);
    return new Set([...shown.filter(({ languageId }) => languageId === pipelineLanguage), ...followed]);
  }

  /** An edit puts off what was due; nothing else does. */
  function soon(delayMs: number, putsOff = false): void {
    if (documents().size === 0) return;
    const at = Date.now() + delayMs;
    if (timer !== null) {
      if (!putsOff && timer.at <= at) return;
      clearTimeout(timer.handle);
    }
    const onTime = (): void => {
      timer = null;
      void refresh();
    };
    timer = { at, handle: setTimeout(onTime, delayMs) };
  }

  function anew(delayMs: number): void {
    turn += 1;
    soon(delayMs);
  }

  async function refresh(): Promise<void> {
    if (isAsking) return soon(afterEditMs);
    isAsking = true;
    try {
      for (const document of documents()) {
        const question = `${turn} ${document.version} ${fleetKey(store)}`;
        if (asked.get(document) === question) continue;
        asked.set(document, question);
        show(document, await foresee(document));
      }
    } finally {
      isAsking = false;
    }
  }

  function show(document: vscode.TextDocument, next: Foreseen): void {
    if (JSON.stringify(known.get(document)) === JSON.stringify(next)) return;
    known.set(document, next);
    changed.fire();
  }

  async function foresee(document: vscode.TextDocument): Promise<Foreseen> {
    const { client } = connection;
    if (client === null) return { ...nothing, unchecked: notConnectedWords(connection.state, say) };
    try {
      return await planOf(document, client);
    } catch (error) {
      session.log.debug(error instanceof Error ? error.message : String(error));
      // Nothing that is wrong here may stop what comes after; the connection's own state is shown elsewhere.
      const unchecked = error instanceof ClientError ? notPlannedWords(error, say) : String(error);
      return { ...nothing, unchecked };
    }
  }

  async function planOf(document: vscode.TextDocument, client: OrchionClient): Promise<Foreseen> {
    const around = await surroundings.around(document);
    const model = models.of(document);
    const { pipeline, job } = check(model, around);
    if (job !== null) {
      const explanation = await client.jobs.preview(job, { timeoutMs: planMsMax });
      return { ...nothing, forecasts: [forecastOfJob(explanation, job.resources.gpus)] };
    }
    // While the text is wrong the last word stands: hints that come and go at each keystroke help nobody.
    if (pipeline === null) return { ...(known.get(document) ?? nothing), unchecked: say('the file has errors') };
    const standIns = standInsOf(pipeline);
    const source = sourceOf(document, model, around);
    const plan = await client.runs.plan({ source, inputs: standIns.inputs }, { timeoutMs: planMsMax });
    const gpus = gpusAsked(pipeline, standIns.inputs);
    const forecasts = forecastsFrom(plan, { gpus, standIns, titleOf });
    return { forecasts, plan, standIns: Object.keys(standIns.inputs), unchecked: '' };
  }

  function titleOf({ runId }: StepRef): string {
    const run = store.runs.get(runId);
    return run === undefined ? runId : say('run {0}', run.number);
  }

  session.own(vscode.workspace.onDidChangeTextDocument(() => soon(afterEditMs, true)));
  const onShown = (): void => {
    soon(0);
    if (!isPipelineShown()) return;
    connection.need();
    // Where the last look found nobody and nobody was looking any more.
    if (connection.state.kind === 'not_started') connection.lookAgain();
  };
  session.own(vscode.window.onDidChangeVisibleTextEditors(onShown));
  session.own(surroundings.onChange(() => anew(0)));
  session.own({ dispose: store.onChange(() => soon(afterClusterMs)) });
  session.own({ dispose: connection.onChange(() => anew(0)) });
  onShown();
  return {
    of: (document) => known.get(document) ?? { ...nothing, unchecked: say('asking the orchestrator') },
    follow(document) {
      followed.add(document);
      soon(0);
      return new vscode.Disposable(() => followed.delete(document));
    },
    onChange: changed.event,
  };
}
