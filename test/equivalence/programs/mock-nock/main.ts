import nock from 'nock';
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
  if (!nock.isActive()) nock.activate();
  const scope = nock(base).get('/v1.1/images/detail').query({ limit: 100, status: 'active' }).reply(200, answer);
  try {
    const mocked = await publicNames(base, token);
    return { served, mocked, isAsked: scope.isDone() };
  } finally {
    nock.cleanAll();
    nock.restore();
  }
}
