interface Image {
  id: string;
  name: string | null;
  is_public: boolean;
  deleted: boolean;
  properties: Record<string, unknown>;
}

export async function run(base: string, token: string) {
  const response = await fetch(`${base}/v1.1/images/detail`, { headers: { 'X-Auth-Token': token } });
  const { images } = (await response.json()) as { images: Image[] };
  return images.map(image => [
    image.id,
    (image.is_public as any) === true,
    (image.is_public as any) ?? false,
    !(image.is_public as boolean),
    (image.deleted as unknown) !== true,
    ((image.properties as Record<string, string>).os_type ?? 'none').toUpperCase(),
    (image.properties as any)['hw:boot_menu'] ?? null,
    image.properties!.arch ?? null,
    ((image as any).properties as any)?.os_version ?? null,
  ]);
}
