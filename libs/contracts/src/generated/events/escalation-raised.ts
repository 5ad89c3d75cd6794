// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant, JsonObject } from '@dws/kernel';
import type { Contract } from '../../contract.ts';
import { checkArray, checkInstant, checkInt, checkMembers, checkOpen, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonArray, jsonInteger, jsonOpen, jsonString } from '../../json/text.ts';

/** A governed hand-over to another domain. */
export type EscalationRaised = {
  /** UUIDv5 of case and digest. */
  readonly escalationId: string;
  /** Approved path. */
  readonly path: string;
  /** Sending domain. */
  readonly fromDomain: string;
  /** Receiving domain. */
  readonly toDomain: string;
  /** Worker that escalates. */
  readonly fromWorker: string;
  /** Its case. */
  readonly fromCase: string;
  /** Digest of the proposal that was allowed. */
  readonly digest: string;
  /** What set it off. */
  readonly trigger: string;
  /** Business entity; key on the topic. */
  readonly subject: string;
  /** Who answers for it in the receiving domain. */
  readonly owner: string;
  /** Context carried. Personal data of `subject`. */
  readonly context: JsonObject;
  /** Action kinds the receiver may take. */
  readonly permittedActions: readonly string[];
  /** Stricter of path and stage holds. */
  readonly reviewRule: string;
  /** When it counts as done. */
  readonly completion: string;
  /** Deadline. */
  readonly dueAt: Instant;
  /** Who gets it when it fails. */
  readonly failureOwner: string;
  /** When. */
  readonly raisedAt: Instant;
  /** Hand-overs including this one. */
  readonly hops: number;
};

/** RFC 8785 text. */
export function serialiseEscalationRaised(value: EscalationRaised): string {
  let text = '';
  text += '{"completion":' + jsonString(value.completion);
  text += ',"context":' + jsonOpen(value.context);
  text += ',"digest":' + jsonString(value.digest);
  text += ',"dueAt":' + jsonString(value.dueAt);
  text += ',"escalationId":' + jsonString(value.escalationId);
  text += ',"failureOwner":' + jsonString(value.failureOwner);
  text += ',"fromCase":' + jsonString(value.fromCase);
  text += ',"fromDomain":' + jsonString(value.fromDomain);
  text += ',"fromWorker":' + jsonString(value.fromWorker);
  text += ',"hops":' + jsonInteger(value.hops);
  text += ',"owner":' + jsonString(value.owner);
  text += ',"path":' + jsonString(value.path);
  text += ',"permittedActions":' + jsonArray(value.permittedActions, jsonString);
  text += ',"raisedAt":' + jsonString(value.raisedAt);
  text += ',"reviewRule":' + jsonString(value.reviewRule);
  text += ',"subject":' + jsonString(value.subject);
  text += ',"toDomain":' + jsonString(value.toDomain);
  text += ',"trigger":' + jsonString(value.trigger);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['escalationId', 'path', 'fromDomain', 'toDomain', 'fromWorker', 'fromCase', 'digest', 'trigger', 'subject', 'owner', 'context', 'permittedActions', 'reviewRule', 'completion', 'dueAt', 'failureOwner', 'raisedAt', 'hops']);

export function checkEscalationRaised(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['escalationId'], at + 'escalationId', issues);
  checkString(value['path'], at + 'path', issues);
  checkString(value['fromDomain'], at + 'fromDomain', issues);
  checkString(value['toDomain'], at + 'toDomain', issues);
  checkString(value['fromWorker'], at + 'fromWorker', issues);
  checkString(value['fromCase'], at + 'fromCase', issues);
  checkString(value['digest'], at + 'digest', issues);
  checkString(value['trigger'], at + 'trigger', issues);
  checkString(value['subject'], at + 'subject', issues);
  checkString(value['owner'], at + 'owner', issues);
  checkOpen(value['context'], at + 'context', issues);
  checkArray(value['permittedActions'], at + 'permittedActions', issues, checkString);
  checkString(value['reviewRule'], at + 'reviewRule', issues);
  checkString(value['completion'], at + 'completion', issues);
  checkInstant(value['dueAt'], at + 'dueAt', issues);
  checkString(value['failureOwner'], at + 'failureOwner', issues);
  checkInstant(value['raisedAt'], at + 'raisedAt', issues);
  checkInt(value['hops'], at + 'hops', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateEscalationRaised(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkEscalationRaised(value, '', issues);
  return issues.list;
}

export const escalationRaisedContract: Contract<EscalationRaised> = {
  type: 'escalation-raised',
  personal: [{"path":["context"],"subject":["subject"]}],
  serialise: serialiseEscalationRaised,
  validate: validateEscalationRaised,
  check: checkEscalationRaised,
  schema: {"type":"record","name":"EscalationRaised","namespace":"dws.events.v1","doc":"A governed hand-over to another domain.","dws":{"type":"escalation-raised"},"fields":[{"name":"escalationId","type":"string","doc":"UUIDv5 of case and digest."},{"name":"path","type":"string","doc":"Approved path."},{"name":"fromDomain","type":"string","doc":"Sending domain."},{"name":"toDomain","type":"string","doc":"Receiving domain."},{"name":"fromWorker","type":"string","doc":"Worker that escalates."},{"name":"fromCase","type":"string","doc":"Its case."},{"name":"digest","type":"string","doc":"Digest of the proposal that was allowed."},{"name":"trigger","type":"string","doc":"What set it off."},{"name":"subject","type":"string","doc":"Business entity; key on the topic."},{"name":"owner","type":"string","doc":"Who answers for it in the receiving domain."},{"name":"context","type":{"type":"string","contentMediaType":"application/json"},"doc":"Context carried.","personal":{"subject":"subject"}},{"name":"permittedActions","type":{"type":"array","items":"string"},"doc":"Action kinds the receiver may take."},{"name":"reviewRule","type":"string","doc":"Stricter of path and stage holds."},{"name":"completion","type":"string","doc":"When it counts as done."},{"name":"dueAt","type":{"type":"string","format":"date-time"},"doc":"Deadline."},{"name":"failureOwner","type":"string","doc":"Who gets it when it fails."},{"name":"raisedAt","type":{"type":"string","format":"date-time"},"doc":"When."},{"name":"hops","type":"int","doc":"Hand-overs including this one."}]},
};
