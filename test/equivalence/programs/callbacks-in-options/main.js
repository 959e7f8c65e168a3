const noop = () => {};

async function load({ base, token, query, onImage = noop, onProgress, done }) {
  const response = await fetch(`${base}/v1.1/images/detail?limit=${query.limit}`, {
    headers: { 'X-Auth-Token': token },
  });
  const { images } = await response.json();
  images.forEach((image, index) => {
    onImage(image);
    onProgress?.(index);
  });
  if (done) done(images);
}

class Loader {
  constructor(options) {
    this.options = Object.freeze({ base: options.base, token: options.token });
    this.report = options.report;
  }

  async start(settings) {
    const { base, token } = this.options;
    const response = await fetch(`${base}/v1.1/images/detail`, { headers: { 'X-Auth-Token': token } });
    const body = await response.json();
    settings.success(body);
    settings.after && settings.after(body.images);
    this.report(body.images.length);
  }
}

export async function run(base, token) {
  const seen = [];
  const lists = [];
  const loader = new Loader({ base, token, report: count => seen.push(count) });
  await load({ base, token, query: { limit: 6 }, onImage: ({ is_public: open }) => seen.push(open) });
  await load({
    base,
    token,
    query: { limit: 3 },
    onProgress: index => seen.push(index),
    done(images) {
      for (const { properties } of images) lists.push(properties.os_type ?? '-');
    },
  });
  await loader.start({
    success: body => lists.push(body.images.filter(image => image.is_public).length),
    after: images => images.forEach(image => lists.push(`${image.name} ${image.deleted}`)),
  });
  return [seen, lists];
}
