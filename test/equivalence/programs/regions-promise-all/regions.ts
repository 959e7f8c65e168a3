export const REGIONS = ['cn-north-1', 'cn-east-2', 'ap-southeast-1'];

export const imageUrl = (_region: string, fallback: string) => fallback.replace(/\/$/, '');
