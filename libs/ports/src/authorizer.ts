import type { JsonValue } from '@dws/kernel';

/** A file of policies as it was read, with the name that errors say. */
export interface PolicyFile {
  readonly name: string;
  readonly text: string;
}

/** A thing that policies speak of, with what is known of it. */
export interface PolicyEntity {
  readonly type: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, JsonValue>>;
}

/** May `principal` do `action` to `resource`? */
export interface AuthorizationRequest {
  readonly principal: PolicyEntity;
  readonly action: string;
  readonly resource: PolicyEntity;
  readonly context: Readonly<Record<string, JsonValue>>;
}

export interface Authorization {
  readonly allowed: boolean;
  /** Ids of the policies that decided; none for a refusal because nothing permits. */
  readonly policies: readonly string[];
  /** What could not be evaluated. Whoever asks must take one error for a refusal; `allowed` is then false. */
  readonly errors: readonly string[];
}

/** Decides by policies that were validated when they were loaded. Never throws. */
export interface Authorizer {
  decide(request: AuthorizationRequest): Authorization;
}

/** @throws DwsError `config-invalid`, naming file and policy, for what does not parse or fit the schema */
export type MakeAuthorizer = (schema: PolicyFile, policies: readonly PolicyFile[]) => Authorizer;
