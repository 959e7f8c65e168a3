'use strict';
const Glance = require('./glance.cjs');

exports.run = async (base, token) => {
  const glance = new Glance({ url: base, token });
  const images = await glance.images({ limit: 12, sort_key: 'name' });
  return images.map(({ name, size }) => ({ name, size }));
};
