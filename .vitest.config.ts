import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/build.setup.ts'],
    // Many tests start the program, some of them git as well.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
