/**
 * The controls of the form: the one file that names the toolkit (see docs/adr). It is archived by its makers and still works;
 * whatever follows it changes this file and the tags in `form-page.ts`.
 */
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeTextArea,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';

export function registerControls(): void {
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodeCheckbox(),
    vsCodeDropdown(),
    vsCodeOption(),
    vsCodeTextArea(),
    vsCodeTextField(),
  );
}

/** What all of them have of a form's control. */
export interface Control extends HTMLElement {
  value: string;
  checked?: boolean;
}

export function valueOf(control: Control): string {
  if (control.tagName === 'VSCODE-CHECKBOX') return control.checked === true ? 'yes' : '';
  return control.value ?? '';
}

export function fill(control: Control, value: string): void {
  if (control.tagName === 'VSCODE-CHECKBOX') control.checked = value === 'yes';
  else control.value = value;
}
