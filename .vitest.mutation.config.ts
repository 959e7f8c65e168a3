import { defineConfig } from 'vitest/config';

/** The tests that judge mutants: those that run the source in their own process, and are quick. */
export default defineConfig({
  test: {
    include: [
      'test/mutation/*.mutation.ts',
      'test/{apply,compat,config,groups,match,rules,schemas,template,verify}.test.ts',
    ],
    testTimeout: 30_000,
  },
});
