const prepare = (data, keep) => {
  data = data.images;
  data = data.filter(keep);
  return data.map(image => `${image.name} ${image.is_public}`);
};

function fetchRows(base, token) {
  let promise = fetch(`${base}/v1.1/images/detail?limit=6`, { headers: { 'X-Auth-Token': token } });
  promise = promise.then(response => response.json());
  promise = promise.then(body => body.images);
  promise = promise.then(images => images.map(({ id, is_public: open }) => ({ id, is_public: open })));
  return promise;
}

export async function run(base, token) {
  let data = await fetch(`${base}/v1.1/images/detail?is_public=true`, { headers: { 'X-Auth-Token': token } });
  if (!data.ok) throw new Error(data.statusText);
  data = await data.json();
  const lines = prepare(data, image => !image.deleted);
  data = data.images;
  const size = data.length;
  data = data.filter(image => image.is_public);
  data = data.map(image => ({ id: image.id, is_public: image.is_public, properties: image.properties.os_type }));
  const rows = data.filter(row => row.is_public).map(row => row.properties ?? '');

  let list = [{ is_public: 'mine', deleted: 'never' }];
  const mine = list.map(entry => [entry.is_public, entry.deleted]);
  try {
    list = await fetch(`${base}/v1.1/images/detail?limit=4`, { headers: { 'X-Auth-Token': token } });
    list = await list.json();
    list = list.images;
  } catch (error) {
    return [String(error), mine];
  }
  let more = null;
  if (list.length > 0) {
    more = await fetchRows(base, token);
    more = more.filter(row => row.is_public);
  }
  return [lines, size, rows, mine, list.map(image => [image.is_public, image.deleted]), more];
}
