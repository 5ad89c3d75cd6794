import type { MessageModel, Model, RecordModel } from './model.ts';

/** `ContextRecord` → `context-record`. */
export function kebab(title: string): string {
  return title.replaceAll(/(?<=[a-z0-9])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}

/** `ContextRecord` → `contextRecord`. */
export function camel(title: string): string {
  return title.charAt(0).toLowerCase() + title.slice(1);
}

export function messageOf(record: RecordModel, model: Model): MessageModel | undefined {
  return model.messages.find((message) => message.record === record);
}

/** Where the code of a record goes, relative to the folder of generated code. */
export function fileOf(record: RecordModel, model: Model): string {
  const message = messageOf(record, model);
  if (message === undefined) return `types/${kebab(record.title)}.ts`;
  return `${message.signal ? 'signals' : 'events'}/${message.type}.ts`;
}
