import { useEffect, useState } from 'react';
import { parseRoute, type Route } from './route.ts';

/** The page that the address names, following every change of it. */
export function useRoute(): Route {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  useEffect(() => {
    const follow = () => {
      setRoute(parseRoute(location.hash));
      scrollTo(0, 0);
    };
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return route;
}

/** Goes to an address given by `hrefOf`. */
export function go(href: string): void {
  location.hash = href;
}
