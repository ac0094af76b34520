/** The steps as a graph, with what is foreseen and what a run has done: the data of the preview, laid out by who draws it. */
import type { FileModel } from '../model.ts';
import { workOf } from '../complete/names.ts';
import type { LiveValues } from '../live-values.ts';
import { namesOf, stepNamed } from '../names/pipeline-names.ts';
import type { Range } from '../shapes.ts';
import { entryOf, textOf } from '../tree.ts';
import { outcomeOf, type LastRun, type StepForecast, type StepOutcome } from './forecast.ts';
import { forecastWords } from './forecast-words.ts';

export interface PipelineGraph {
  readonly nodes: readonly GraphNode[];
}

export interface GraphNode {
  readonly id: string;
  readonly label: string;
  /** What it runs, in a few words. */
  readonly work: string;
  readonly isFinally: boolean;
  readonly hasMatrix: boolean;
  /** Steps that exist, each once. */
  readonly needs: readonly string[];
  /** Of its name in the file: where the cursor goes when it is chosen. */
  readonly range: Range;
  readonly forecast: StepForecast | null;
  /** `forecast` in words; '' where there is none. */
  readonly foreseen: string;
  readonly outcome: StepOutcome | null;
}

export interface GraphData {
  readonly forecasts: readonly StepForecast[];
  readonly live: LiveValues | null;
  readonly last: LastRun | null;
  readonly now: number;
}

export function graphOf(model: FileModel, { forecasts, live, last, now }: GraphData): PipelineGraph {
  const names = namesOf(model);
  const byStep = new Map(forecasts.map((forecast) => [forecast.stepId, forecast]));
  const nodes = names.steps.map((step): GraphNode => {
    const forecast = byStep.get(step.name) ?? null;
    const title = textOf(entryOf(model.document, step.value, 'name')?.value ?? null);
    return {
      id: step.name,
      label: title === null || title.includes('${{') ? step.name : title,
      work: workOf(model, step),
      isFinally: step.section === 'finally',
      hasMatrix: entryOf(model.document, step.value, 'matrix') !== null,
      needs: [...new Set(step.needs.map(({ name }) => name))].filter(
        (name) => name !== step.name && stepNamed(names, name) !== null,
      ),
      range: model.lines.rangeOf(step),
      forecast,
      foreseen: forecast === null ? '' : forecastWords(forecast, live),
      outcome: last === null ? null : outcomeOf(last, step.name, now),
    };
  });
  // Two entries of one name are a mistake that is told elsewhere; a graph has each name once.
  return { nodes: nodes.filter((node, i) => nodes.findIndex(({ id }) => id === node.id) === i) };
}

/** The step whose entry holds the position, for a graph that follows the cursor. */
export function stepAt(
  model: FileModel,
  position: { readonly line: number; readonly character: number },
): string | null {
  const line = position.line;
  const found = namesOf(model).steps.findLast(({ whole }) => {
    const { start, end } = model.lines.rangeOf(whole);
    return start.line <= line && (line < end.line || (line === end.line && end.character > 0));
  });
  return found?.name ?? null;
}
