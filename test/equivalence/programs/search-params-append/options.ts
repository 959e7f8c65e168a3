export const toOptions = (images: { id: string; name: string | null; is_public: boolean }[]) =>
  images.map(image => ({
    id: image.id.slice(-2),
    text: image.name ?? '(no name)',
    icon: image.is_public ? 'globe' : 'lock',
  }));
