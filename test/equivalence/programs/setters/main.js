class Catalogue {
  constructor() {
    this.open = [];
  }
  get names() {
    return this.open.map(image => image.name);
  }
  set images(list) {
    this.open = list.filter(image => image.is_public);
  }
  set extra(list) {
    this.systems = list.map(image => image.properties.os_type ?? '-');
  }
}

class Sorted extends Catalogue {
  set latest(image) {
    this.newest = image ? `${image.name} ${image.is_public}` : 'none';
  }
  async load(base, token) {
    const response = await fetch(`${base}/v1.1/images/detail?limit=50`, { headers: { 'X-Auth-Token': token } });
    const { images } = await response.json();
    this.images = images;
    this.extra = images;
    [this.latest] = images;
  }
}

const view = {
  rows: 0,
  set list(images) {
    this.rows = images.filter(image => !image.is_public && !image.deleted).length;
  },
};

export async function run(base, token) {
  const sorted = new Sorted();
  await sorted.load(base, token);
  const response = await fetch(`${base}/v1.1/images/detail`, { headers: { 'X-Auth-Token': token } });
  view.list = (await response.json()).images;
  return { names: sorted.names, systems: sorted.systems, newest: sorted.newest, rows: view.rows };
}
