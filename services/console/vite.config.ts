import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where the control-plane answers while the pages are developed; in production it serves them itself. */
const CONTROL_PLANE = process.env['CONTROL_PLANE_URL'] ?? 'http://127.0.0.1:4000';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: 'dist',
    target: 'es2023',
    // Inlined assets would be `data:` addresses, which a strict content security policy refuses.
    assetsInlineLimit: 0,
    // A fixed number of small files: the whole console is less than one picture.
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api/v1': CONTROL_PLANE } },
});
