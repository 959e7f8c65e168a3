import _ from 'lodash';
import { listImages } from './api';

export async function run(base, token) {
  const images = await listImages(base, token);
  const wrapped = _(images);
  return {
    names: wrapped.filter('is_public').map('name').uniq().value(),
    first: wrapped.sortBy('id').find({ is_public: false })?.id,
    bySystem: _.chain(images).groupBy('properties.os_type').mapValues('length').value(),
    open: wrapped.some('is_public'),
    pages: _.chunk(images, 10).map(page => _.filter(page, 'is_public').length),
  };
}
