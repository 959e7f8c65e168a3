export async function GET(request: Request) {
  const { searchParams } = new URL(request.url);
  const upstream = await fetch(`${process.env.OS_IMAGE_API}/v1.1/images/detail?limit=${searchParams.get('limit') ?? 10}`, {
    headers: { 'X-Auth-Token': request.headers.get('X-Auth-Token') ?? '' },
  });
  const { images } = await upstream.json();
  return Response.json(images.map((image: any) => ({ id: image.id, open: image.is_public })));
}
