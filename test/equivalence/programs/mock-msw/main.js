import { setupServer } from 'msw/node';
import { list } from './api.js';
import { handlers } from './handlers.js';

/** What the service gives, and what a test with a mock of it sees. */
export async function run(base, token) {
  const served = await list(base, token);
  const server = setupServer(...handlers);
  server.listen({ onUnhandledRequest: 'error' });
  try {
    return { served, mocked: await list(base, token) };
  } finally {
    server.close();
  }
}
