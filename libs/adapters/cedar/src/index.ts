export { cedarAuthorizer } from './cedar-authorizer.ts';
