import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/build.setup.ts'],
    // Vitest keeps a core for itself: of two, that is half of them.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Many tests start the program, some of them git as well.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
