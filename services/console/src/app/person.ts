import { useSyncExternalStore } from 'react';

const KEY = 'dws.person';
const listeners = new Set<() => void>();

/** Who sits here, by the name that registry and policies know; empty until chosen. */
export function currentPerson(): string {
  return localStorage.getItem(KEY) ?? '';
}

export function choosePerson(person: string): void {
  localStorage.setItem(KEY, person.trim());
  for (const listener of listeners) listener();
}

export function usePerson(): string {
  return useSyncExternalStore(subscribe, currentPerson);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  // Another tab of the same person.
  addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('storage', listener);
  };
}
