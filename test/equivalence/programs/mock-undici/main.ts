import { MockAgent } from 'undici';
import { publicNames } from './images';

const answer = {
  images: [
    { name: 'cirros', is_public: true, deleted: false, properties: { os_type: 'linux' } },
    { name: 'mine', is_public: false, deleted_at: null, properties: {} },
  ],
};

/** What the service gives, and what a test with a mock of it sees. */
export async function run(base: string, token: string) {
  const served = await publicNames(base, token);
  const agent = new MockAgent();
  agent.disableNetConnect();
  agent
    .get(base)
    .intercept({ path: '/v1.1/images/detail', query: { limit: 100, status: 'active', is_public: true } })
    .reply(200, answer);
  const mocked = await publicNames(base, token, agent);
  agent.assertNoPendingInterceptors();
  return { served, mocked };
}
