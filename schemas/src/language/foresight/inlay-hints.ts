/** Behind each step's name: where it would go, or why it would wait. */
import type { LiveValues } from '../live-values.ts';
import type { FileModel } from '../model.ts';
import type { Diagnostic, Position, Range } from '../shapes.ts';
import { anchorsOf } from './anchors.ts';
import type { StepForecast } from './forecast.ts';
import { forecastHover } from './forecast-hover.ts';
import { fateOf, forecastWords } from './forecast-words.ts';

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
  return anchorsOf(model).flatMap((step): readonly InlayHint[] => {
    const forecast = byStep.get(step.name);
    const line = model.lines.positionAt(step.start).line;
    if (forecast === undefined || line < range.start.line || line > range.end.line) return [];
    const words = forecastWords(forecast, live);
    if (words === '') return [];
    // Behind what the line holds, so that it never stands between a key and its colon.
    const position = { line, character: model.lines.text(line).trimEnd().length };
    const label = words.length > labelLengthMax ? `${words.slice(0, labelLengthMax - 1)}…` : words;
    return [{ position, label, tooltip: forecastHover(forecast, live), stepId: step.name }];
  });
}

/** Steps, or cells of them, that no node of this cluster can ever run, and those that would fail before they are sent to one. */
export function placementDiagnostics(model: FileModel, forecasts: readonly StepForecast[]): readonly Diagnostic[] {
  const byStep = new Map(forecasts.map((forecast) => [forecast.stepId, forecast]));
  return anchorsOf(model).flatMap((step): readonly Diagnostic[] => {
    const forecast = byStep.get(step.name);
    const range = model.lines.rangeOf(step);
    return forecast === undefined
      ? []
      : [neverPlaced(forecast, range), wouldFail(forecast, range)].flatMap((one) => one ?? []);
  });
}

function neverPlaced(forecast: StepForecast, range: Range): Diagnostic | null {
  const never = forecast.parts.filter((part) => fateOf(part) === 'never');
  const summary = never[0]?.explanation?.summary;
  if (summary === undefined) return null;
  const message = `no node of this cluster can ever run ${whichOf(forecast, never.length)}: ${summary}`;
  return warning({ range, code: 'never-placed', message });
}

function wouldFail(forecast: StepForecast, range: Range): Diagnostic | null {
  const failing = forecast.parts.filter(({ outlook }) => outlook === 'fails');
  const [first] = failing;
  if (first === undefined) return null;
  return warning({
    range,
    code: 'would-fail',
    message: `${whichOf(forecast, failing.length)} would fail: ${first.message}`,
  });
}

function whichOf({ of, parts }: StepForecast, count: number): string {
  return parts.length === 1 ? 'it' : `${count} of its ${parts.length} ${of === 'steps' ? 'steps' : 'cells'}`;
}

function warning(found: Pick<Diagnostic, 'range' | 'code' | 'message'>): Diagnostic {
  return { ...found, severity: 'warning', related: [], isUnnecessary: false, fixes: [] };
}
