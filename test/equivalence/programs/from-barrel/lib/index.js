export * from './glance/index.js';
export * from './format.js';
