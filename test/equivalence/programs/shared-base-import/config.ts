export const GLANCE = process.env.SHARED_BASE_GLANCE;
export const IMAGE_API = `${GLANCE}/v1.1`;
