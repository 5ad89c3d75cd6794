import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{libs,services,scripts,infra}/**/*.spec.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
