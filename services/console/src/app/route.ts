/** A page of the console with what it shows. */
export type Route =
  | { readonly page: 'overview' }
  | { readonly page: 'reviews' }
  | { readonly page: 'review'; readonly id: string }
  | { readonly page: 'doubts' }
  | { readonly page: 'cases' }
  | { readonly page: 'case'; readonly id: string }
  | { readonly page: 'workers' }
  | { readonly page: 'worker'; readonly id: string }
  | { readonly page: 'audit'; readonly query: Readonly<Record<string, string>> }
  | { readonly page: 'trace'; readonly query: Readonly<Record<string, string>> }
  | { readonly page: 'unknown' };

/** Reads the part of the address after `#`. In the fragment, so that any server of static files will do. */
export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#?\/?/, '').split('?', 2);
  const [page = '', rest, ...more] = path.split('/').map(decoded);
  if (more.length > 0) return { page: 'unknown' };
  const id = rest === '' ? undefined : rest;
  switch (page) {
    case '':
      return { page: 'overview' };
    case 'reviews':
      return id === undefined ? { page: 'reviews' } : { page: 'review', id };
    case 'doubts':
      return id === undefined ? { page: 'doubts' } : { page: 'unknown' };
    case 'cases':
      return id === undefined ? { page: 'cases' } : { page: 'case', id };
    case 'workers':
      return id === undefined ? { page: 'workers' } : { page: 'worker', id };
    case 'audit':
    case 'trace':
      return { page, query: Object.fromEntries(new URLSearchParams(search)) };
    default:
      return { page: 'unknown' };
  }
}

/** Address of a page, for links. */
export function hrefOf(page: string, id?: string, query: Readonly<Record<string, string>> = {}): string {
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '')).toString();
  return `#/${page}${id === undefined ? '' : `/${encodeURIComponent(id)}`}${search === '' ? '' : `?${search}`}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
