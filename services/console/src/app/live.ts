import { useQueryClient } from '@tanstack/react-query';
import { createEventSource } from 'eventsource-client';
import { useEffect, useState } from 'react';
import { addressOf, identityHeaders } from '../api/request.ts';

/** However many events come, the page loads again at most this often. */
const RELOAD_MS = 2_000;

/** Loads what is on the page again when something happened; says whether the stream of events stands. */
export function useLive(person: string): boolean {
  const client = useQueryClient();
  const [live, setLive] = useState(false);
  useEffect(() => {
    let due: ReturnType<typeof setTimeout> | undefined;
    const reload = () => {
      due ??= setTimeout(() => {
        due = undefined;
        // What nobody sees is loaded when somebody looks again.
        if (document.hidden) return;
        void client.invalidateQueries({ predicate: ({ meta }) => meta?.['still'] !== true });
      }, RELOAD_MS);
    };
    const source = createEventSource({
      url: new URL(addressOf('/events'), location.href),
      headers: identityHeaders(),
      onConnect: () => {
        setLive(true);
        // Whatever happened while the stream was down.
        reload();
      },
      onDisconnect: () => setLive(false),
      onScheduleReconnect: () => setLive(false),
      onMessage: reload,
    });
    return () => {
      source.close();
      clearTimeout(due);
    };
  }, [client, person]);
  return live;
}
