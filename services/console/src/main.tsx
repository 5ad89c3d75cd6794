import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiProblem } from './api/problem.ts';
import { App } from './app/App.tsx';
import './style/colours.css';
import './style/page.css';
import './style/parts.css';
import './style/forms.css';

/** Also without an event the pages load again: a stream may be cut without notice. */
const RELOAD_MS = 15_000;
const MAX_RETRIES = 3;

const client = new QueryClient({
  defaultOptions: {
    queries: {
      refetchInterval: RELOAD_MS,
      // Only what may pass by itself: no answer, and the server's own trouble.
      retry: (failures, error) =>
        failures < MAX_RETRIES && error instanceof ApiProblem && (error.status === 0 || error.status >= 500),
    },
    mutations: { retry: false },
  },
});

const place = document.getElementById('console');
if (!place) throw new Error('expected an element with the id "console" in index.html, found none');
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);
