/** The list behind the status bar item: switches between orchestrators, and adds, changes and removes them. */
import { parseEndpoint } from '@orchion/domain';
import * as vscode from 'vscode';
import type { Session } from '../../../editor/session.ts';
import type { Settings } from '../../../editor/settings.ts';
import { nameOfUrl, nameProblem, profilesFrom, urlOf, withProfile, type Profile } from '../common/profiles.ts';

interface Item extends vscode.QuickPickItem {
  /** What choosing it does. */
  readonly run?: () => Promise<void> | Thenable<unknown>;
  readonly profile?: Profile;
}

export interface ConnectionsPicker {
  show(): void;
  /** Asks for the token of an address. False where the user left. */
  askForToken(url: string): Promise<boolean>;
}

/** `use`: what makes an orchestrator the one of this window. */
export function createConnectionsPicker(
  session: Session,
  settings: Settings,
  use: (url: string) => Promise<void>,
): ConnectionsPicker {
  const { say, connection } = session;
  const profiles = (): readonly Profile[] => profilesFrom(settings.connections());
  const edit: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('edit'), tooltip: say('Change ...') };
  const token: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('key'), tooltip: say('New Token ...') };
  const remove: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('trash'), tooltip: say('Remove') };

  function items(): readonly Item[] {
    const current = settings.url();
    const mark = (url: string): string => (url === current ? `$(check) ` : '$(blank) ');
    const known = profiles();
    const others = known.some(({ url }) => url === current) || current === '' ? known : [...known, unnamed(current)];
    return [
      {
        label: `${mark('')}${say('This machine')}`,
        description: say('the orchestrator that this editor can start'),
        run: () => use(''),
      },
      ...others.map((profile): Item => {
        const { name, url } = profile;
        return {
          label: mark(url) + name,
          description: name === url ? '' : url,
          buttons: [edit, token, remove],
          profile,
          run: () => use(url),
        };
      }),
      { label: `$(add) ${say('Add a Connection ...')}`, run: () => change(null) },
      { label: '', kind: vscode.QuickPickItemKind.Separator },
      ...actions(),
    ];
  }

  function actions(): readonly Item[] {
    const action = (icon: string, label: string, command: string): Item => {
      return { label: `$(${icon}) ${label}`, run: () => vscode.commands.executeCommand(command) };
    };
    const isConnected = connection.state.kind === 'connected';
    const local = isConnected
      ? [
          action('debug-restart', say('Restart Local Orchestrator'), 'orchion.restartLocal'),
          action('debug-stop', say('Stop Local Orchestrator'), 'orchion.stopLocal'),
        ]
      : [action('play', say('Start Local Orchestrator'), 'orchion.startLocal')];
    return [
      action('server-environment', say('Show Nodes'), 'orchion.nodes.focus'),
      ...(settings.url() === '' ? local : []),
      ...(isConnected ? [] : [action('refresh', say('Try to Connect Again'), 'orchion.retryConnection')]),
      action('output', say('Show Log'), 'orchion.showLog'),
    ];
  }

  /** Asks for name, address and token; null for a new one. */
  async function change(profile: Profile | null): Promise<void> {
    const typed = await ask(say('Address of the orchestrator'), profile?.url ?? '', addressProblem);
    if (typed === undefined) return;
    const url = urlOf(typed) ?? typed;
    const others = profiles().filter((one) => one.url !== profile?.url && one.url !== url);
    const suggested = profile?.name ?? nameOfUrl(url);
    const name = await ask(say('Its name'), suggested, (text) => nameProblem(text, others, say));
    if (name === undefined) return;
    // A token is asked for once, and again where the address is another one.
    if ((url !== profile?.url || !(await settings.hasToken(url))) && !(await askForToken(url))) return;
    await settings.keepConnections(withProfile(profiles(), { name: name.trim(), url }, profile));
    if (profile !== null && profile.url !== url) await settings.keepToken(profile.url, null);
    await use(url);
  }

  async function takeAway(profile: Profile): Promise<void> {
    const yes = say('Remove');
    const question = say('Remove the connection {0}? Its token is forgotten; the orchestrator goes on.', profile.name);
    if ((await vscode.window.showWarningMessage(question, { modal: true }, yes)) !== yes) return;
    await settings.keepToken(profile.url, null);
    await settings.keepConnections(profiles().filter(({ url }) => url !== profile.url));
    if (settings.url() === profile.url) await use('');
  }

  async function askForToken(url: string): Promise<boolean> {
    const text = await vscode.window.showInputBox({
      title: say('Token for {0}', url),
      prompt: say('It is kept in the secret storage of this editor.'),
      password: true,
      ignoreFocusOut: true,
    });
    if (text === undefined) return false;
    await settings.keepToken(url, text.trim());
    return true;
  }

  function addressProblem(text: string): string | undefined {
    const endpoint = parseEndpoint(text.trim());
    return endpoint.kind === 'invalid' ? endpoint.message : undefined;
  }

  return {
    askForToken,
    show() {
      const picker = vscode.window.createQuickPick<Item>();
      const run = (work: () => Promise<void> | Thenable<unknown>): void => {
        picker.hide();
        Promise.resolve(work()).catch((error: unknown) => {
          session.log.error(error instanceof Error ? error : String(error));
          void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
        });
      };
      picker.title = say('Which orchestrator?');
      picker.matchOnDescription = true;
      picker.items = items();
      picker.onDidAccept(() => {
        const [chosen] = picker.selectedItems;
        if (chosen?.run !== undefined) run(chosen.run);
      });
      picker.onDidTriggerItemButton(({ button, item }) => {
        const { profile } = item;
        if (profile === undefined) return;
        if (button === edit) run(() => change(profile));
        else if (button === token) run(() => askForToken(profile.url));
        else run(() => takeAway(profile));
      });
      picker.onDidHide(() => picker.dispose());
      picker.show();
    },
  };
}

/** The address of the setting, which has no name. */
function unnamed(url: string): Profile {
  return { name: url, url };
}

function ask(
  title: string,
  value: string,
  validateInput: (text: string) => string | undefined,
): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title,
    value,
    placeHolder: 'https://tower.lan:7420',
    ignoreFocusOut: true,
    validateInput,
  });
}
