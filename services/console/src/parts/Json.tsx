/** JSON as it is, as text. */
export function Json({ value }: { readonly value: unknown }) {
  return <pre className="json">{typeof value === 'string' ? value : JSON.stringify(value, null, 2)}</pre>;
}
