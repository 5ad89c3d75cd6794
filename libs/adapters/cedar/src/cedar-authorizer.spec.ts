import type { AuthorizationRequest, PolicyFile } from '@dws/ports';
import { describe, expect, it } from 'vitest';
import { cedarAuthorizer } from './cedar-authorizer.ts';

const SCHEMA: PolicyFile = {
  name: 'schema.cedarschema',
  text: `namespace dws {
    entity Worker = { domain: String };
    entity Operation = { system: String };
    action "propose" appliesTo { principal: Worker, resource: Operation, context: { kind: String, note?: String } };
  }`,
};

const file = (text: string): PolicyFile => ({ name: 'test.cedar', text });
const POLICIES = file(`
  @id("writes-crm") permit(principal is dws::Worker, action == dws::Action::"propose", resource)
    when { principal.domain == "revenue" && resource.system == "crm" };
  @id("never-deletes") forbid(principal, action, resource) when { context.kind == "delete" };
`);

const request = (changed: Partial<AuthorizationRequest> = {}): AuthorizationRequest => ({
  principal: { type: 'Worker', id: 'revenue-execution', attributes: { domain: 'revenue' } },
  action: 'propose',
  resource: { type: 'Operation', id: 'crm/task.create', attributes: { system: 'crm' } },
  context: { kind: 'task.create' },
  ...changed,
});

describe('Cedar policies', () => {
  const authorizer = cedarAuthorizer(SCHEMA, [POLICIES]);

  it('permit, and say which did', () => {
    expect(authorizer.decide(request())).toEqual({ allowed: true, policies: ['writes-crm'], errors: [] });
  });

  it('refuse what nothing permits, naming none', () => {
    const resource = { type: 'Operation', id: 'email/message.send', attributes: { system: 'email' } };
    expect(authorizer.decide(request({ resource }))).toEqual({ allowed: false, policies: [], errors: [] });
  });

  it('forbid over every permit, naming the one that did', () => {
    expect(authorizer.decide(request({ context: { kind: 'delete' } }))).toEqual({
      allowed: false,
      policies: ['never-deletes'],
      errors: [],
    });
  });

  it.each<[string, Partial<AuthorizationRequest>]>([
    ['an attribute that is missing', { principal: { type: 'Worker', id: 'w', attributes: {} } }],
    ['a context without its member', { context: {} }],
    ['a member of another type', { context: { kind: 7 } }],
    ['an action that is not known', { action: 'delete' }],
    ['a type that is not known', { principal: { type: 'Robot', id: 'w', attributes: {} } }],
  ])('deny %s', (_, changed) => {
    const { allowed, errors } = authorizer.decide(request(changed));
    expect(allowed).toBe(false);
    expect(errors).not.toEqual([]);
  });

  it('deny when a policy fails although another permits', () => {
    const overflow = file(`
      @id("all") permit(principal, action, resource);
      @id("overflows") forbid(principal, action, resource) when { 9223372036854775807 + 1 > 0 };
    `);
    const { allowed, errors } = cedarAuthorizer(SCHEMA, [overflow]).decide(request());
    expect(allowed).toBe(false);
    expect(errors[0]).toContain('overflows');
  });
});

describe('policies that name somebody', () => {
  const authorizer = cedarAuthorizer(SCHEMA, [
    file(`
      @id("ann-notes") permit(principal == dws::Worker::"ann", action, resource == dws::Operation::"crm/note");
      @id("bob-all") permit(principal == dws::Worker::"bob", action == dws::Action::"propose", resource);
      @id("never-bob-notes") forbid(principal in dws::Worker::"bob", action, resource == dws::Operation::"crm/note");
      @id("everybody-reads") permit(principal is dws::Worker, action, resource == dws::Operation::"crm/read");
    `),
  ]);
  const ask = (worker: string, operation: string) => {
    const { allowed, policies } = authorizer.decide({
      principal: { type: 'Worker', id: worker, attributes: { domain: 'revenue' } },
      action: 'propose',
      resource: { type: 'Operation', id: operation, attributes: { system: 'crm' } },
      context: { kind: 'x' },
    });
    return [allowed, ...policies];
  };

  it.each([
    ['ann', 'crm/note', [true, 'ann-notes']],
    ['ann', 'crm/task', [false]],
    ['bob', 'crm/task', [true, 'bob-all']],
    ['bob', 'crm/note', [false, 'never-bob-notes']],
    ['bob', 'crm/read', [true, 'bob-all', 'everybody-reads']],
    ['eve', 'crm/note', [false]],
    ['eve', 'crm/read', [true, 'everybody-reads']],
  ])('%s on %s', (worker, operation, expected) => {
    expect(ask(worker, operation)).toEqual(expected);
  });
});

describe('loading Cedar policies', () => {
  it.each([
    [
      'an attribute that the schema does not know',
      '@id("a") permit(principal, action, resource) when { context.nope == 1 };',
      'nope',
    ],
    [
      'an optional attribute used without asking for it',
      '@id("a") permit(principal, action, resource) when { context.note == "x" };',
      'note',
    ],
    [
      'a type that the schema does not know',
      '@id("a") permit(principal is dws::Robot, action, resource);',
      'Robot',
    ],
    ['what does not parse', '@id("a") permit(principal, action resource);', 'test.cedar'],
    ['a policy without an id', 'permit(principal, action, resource);', '@id'],
    [
      'two policies of one id',
      '@id("a") permit(principal, action, resource); @id("a") forbid(principal, action, resource);',
      'already',
    ],
    ['a template', '@id("a") permit(principal == ?principal, action, resource);', 'template'],
  ])('refuses %s', (_, text, named) => {
    expect(() => cedarAuthorizer(SCHEMA, [file(text)])).toThrow(named);
    expect(() => cedarAuthorizer(SCHEMA, [file(text)])).toThrow('test.cedar');
  });
});
