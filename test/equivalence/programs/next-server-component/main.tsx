import { renderToStaticMarkup } from 'react-dom/server';
import Page from './app/images/page';

export async function run(base: string, token: string) {
  process.env.OS_IMAGE_API = base;
  return renderToStaticMarkup(await Page({ searchParams: Promise.resolve({ token, limit: '20' }) }));
}
