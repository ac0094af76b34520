/** One model for each version of each document, so that all that is asked of it reads the text once. */
import { createModel, type FileModel } from '@orchion/schemas/language';
import type * as vscode from 'vscode';

export interface PipelineModels {
  of(document: vscode.TextDocument): FileModel;
}

export function createPipelineModels(): PipelineModels {
  const models = new WeakMap<vscode.TextDocument, { readonly version: number; readonly model: FileModel }>();
  return {
    of(document) {
      const known = models.get(document);
      if (known?.version === document.version) return known.model;
      const model = createModel({ fileName: fileNameOf(document.uri), text: document.getText() });
      models.set(document, { version: document.version, model });
      return model;
    },
  };
}

/** Its last part: what lies around it is named from its folder. */
function fileNameOf({ path }: vscode.Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
