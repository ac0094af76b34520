/** What the form and the extension say to each other. Whatever comes in is checked: a webview is not trusted code. */
import { fieldNames, type FieldName, type FieldProblems, type FormFields } from './form-fields.ts';

/** From the form. */
export type FormMessage =
  /** It is drawn and empty, for the first time or again: the editor throws hidden pages away. */
  | { readonly kind: 'ready' }
  /** Begin with an empty form. */
  | { readonly kind: 'clear' }
  | { readonly kind: (typeof fieldKinds)[number]; readonly fields: FormFields };

const fieldKinds = ['changed', 'submit', 'copyCli', 'copyYaml'] as const;

/** To the form. */
export type FormAnswer =
  /** Show these fields. */
  | { readonly kind: 'fill'; readonly fields: FormFields }
  | {
      readonly kind: 'checked';
      readonly problems: FieldProblems;
      /** Where it would go, or why it would wait; empty where the fields are wrong. */
      readonly preview: string;
      readonly tone: 'good' | 'waits' | 'never' | 'none';
    }
  /** A button's work is done. */
  | { readonly kind: 'done'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string };

const textLengthMax = 200_000;

/** Null for what is no message of the form. */
export function formMessageFrom(received: unknown): FormMessage | null {
  if (typeof received !== 'object' || received === null || !('kind' in received)) return null;
  const { kind } = received;
  if (kind === 'ready' || kind === 'clear') return { kind };
  const known = fieldKinds.find((one) => one === kind);
  const fields = 'fields' in received ? formFieldsFrom(received.fields) : null;
  return fields === null || known === undefined ? null : { kind: known, fields };
}

/** Also for a draft that was kept by an older version of the form. */
export function formFieldsFrom(received: unknown): FormFields | null {
  if (typeof received !== 'object' || received === null) return null;
  const values = received as Partial<Record<FieldName, unknown>>;
  const fields: Partial<Record<FieldName, string>> = {};
  for (const name of fieldNames) {
    const value = values[name] ?? '';
    if (typeof value !== 'string' || value.length > textLengthMax) return null;
    fields[name] = value;
  }
  return fields as FormFields;
}
