export * from './http';
export * from './images';
