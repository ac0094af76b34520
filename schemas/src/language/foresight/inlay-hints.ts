/** Behind each step's name: where it would go, or why it would wait. */
import type { LiveValues } from '../live-values.ts';
import type { FileModel } from '../model.ts';
import { namesOf } from '../names/pipeline-names.ts';
import type { Diagnostic, Position, Range } from '../shapes.ts';
import type { StepForecast } from './forecast.ts';
import { explanationTable, forecastWords } from './forecast-words.ts';

export interface InlayHint {
  readonly position: Position;
  readonly label: string;
  /** Markdown. */
  readonly tooltip: string;
  readonly stepId: string;
}

const labelLengthMax = 100;

export function inlayHints(
  model: FileModel,
  range: Range,
  forecasts: readonly StepForecast[],
  live: LiveValues | null,
): readonly InlayHint[] {
  const byStep = new Map(forecasts.map((forecast) => [forecast.stepId, forecast]));
  return namesOf(model).steps.flatMap((step): readonly InlayHint[] => {
    const forecast = byStep.get(step.name);
    const line = model.lines.positionAt(step.start).line;
    if (forecast === undefined || line < range.start.line || line > range.end.line) return [];
    const words = forecastWords(forecast, live);
    if (words === '') return [];
    // Behind what the line holds, so that it never stands between a key and its colon.
    const position = { line, character: model.lines.text(line).trimEnd().length };
    const label = words.length > labelLengthMax ? `${words.slice(0, labelLengthMax - 1)}…` : words;
    return [{ position, label, tooltip: forecastHover(forecast), stepId: step.name }];
  });
}

/** What a step's hover adds: every node with its reason. '' says nothing. */
export function forecastHover({ explanation, message }: StepForecast): string {
  return explanation === null ? message : explanationTable(explanation);
}

/** Steps that no node of this cluster can ever run. */
export function placementDiagnostics(model: FileModel, forecasts: readonly StepForecast[]): readonly Diagnostic[] {
  const byStep = new Map(forecasts.map((forecast) => [forecast.stepId, forecast]));
  return namesOf(model).steps.flatMap((step): readonly Diagnostic[] => {
    const explanation = byStep.get(step.name)?.explanation ?? null;
    if (explanation?.verdict !== 'never') return [];
    return [
      {
        range: model.lines.rangeOf(step),
        severity: 'warning',
        message: `no node of this cluster can ever run it: ${explanation.summary}`,
        code: 'never-placed',
        related: [],
        isUnnecessary: false,
        fixes: [],
      },
    ];
  });
}
