import { defineConfig } from 'vitest/config';

/** Tests that need a real Glance; `npm run test:glance`. */
export default defineConfig({
  test: {
    include: ['test/glance/real/*.real.ts'],
    globalSetup: ['test/glance/real/setup.ts'],
    // They share one service, and each puts its own images into it.
    fileParallelism: false,
    // A machine that is busy is not worth a line for each test.
    slowTestThreshold: 5000,
    testTimeout: 30_000,
    hookTimeout: 120_000,
    teardownTimeout: 20_000,
  },
});
