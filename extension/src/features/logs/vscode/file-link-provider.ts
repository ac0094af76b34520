/** Makes places in files, as logs name them, open the file: in the log's terminal and in its document. */
import * as vscode from 'vscode';
import type { Session } from '../../../editor/session.ts';
import { fileLinksIn, type FileLink } from '../common/file-links.ts';

/** `folderOf`: the directory that the job worked in; undefined where the terminal or document is no log. */
export interface LogPlaces {
  terminal(terminal: vscode.Terminal): string | null | undefined;
  document(document: vscode.TextDocument): string | null | undefined;
}

interface PlacedLink extends vscode.TerminalLink {
  readonly target: vscode.Uri;
  readonly link: FileLink;
}

/** Of one screenful; a log of errors only would ask for thousands of files. */
const linksMax = 500;

export function registerFileLinks(session: Session, places: LogPlaces, schemes: readonly string[]): void {
  const inTerminals: vscode.TerminalLinkProvider<PlacedLink> = {
    async provideTerminalLinks({ terminal, line }) {
      const folder = places.terminal(terminal);
      if (folder === undefined) return [];
      const links = await Promise.all(
        fileLinksIn(line).map(async (link) => {
          const target = await existing(link.path, folder);
          return target === null ? [] : [{ startIndex: link.start, length: link.length, target, link }];
        }),
      );
      return links.flat();
    },
    handleTerminalLink: ({ target, link }) => openAt(target, link),
  };
  session.own(vscode.window.registerTerminalLinkProvider(inTerminals));
  session.own(
    vscode.languages.registerDocumentLinkProvider(
      schemes.map((scheme) => ({ scheme })),
      {
        async provideDocumentLinks(document) {
          const folder = places.document(document);
          if (folder === undefined) return [];
          const known = new Map<string, Promise<vscode.Uri | null>>();
          const links: vscode.DocumentLink[] = [];
          for (let number = 0; number < document.lineCount && links.length < linksMax; number++) {
            for (const link of fileLinksIn(document.lineAt(number).text)) {
              const target = await (known.get(link.path) ??
                known.set(link.path, existing(link.path, folder)).get(link.path));
              if (!target) continue;
              const range = new vscode.Range(number, link.start, number, link.start + link.length);
              links.push(new vscode.DocumentLink(range, target.with({ fragment: `L${link.line},${link.column}` })));
            }
          }
          return links;
        },
      },
    ),
  );
}

/** The file on this machine, by its own path, in the job's directory, or in one of the open folders. */
async function existing(path: string, folder: string | null): Promise<vscode.Uri | null> {
  const isAbsolute = /^([A-Za-z]:)?[\\/]/.test(path);
  const bases = [
    ...(folder === null ? [] : [vscode.Uri.file(folder)]),
    ...(vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri),
  ];
  const candidates = isAbsolute ? [vscode.Uri.file(path)] : bases.map((base) => vscode.Uri.joinPath(base, path));
  for (const uri of candidates) {
    const isFile = await vscode.workspace.fs.stat(uri).then(
      ({ type }) => (type & vscode.FileType.File) !== 0,
      () => false,
    );
    if (isFile) return uri;
  }
  return null;
}

async function openAt(target: vscode.Uri, { line, column }: FileLink): Promise<void> {
  const at = new vscode.Position(line - 1, column - 1);
  await vscode.window.showTextDocument(target, { selection: new vscode.Range(at, at) });
}
