export interface Image {
  id: string;
  name: string | null;
  is_public: boolean;
  properties: Record<string, string>;
}

export function ImageList({ images }: { images: Image[] }) {
  return (
    <ul>
      {images.map(image => (
        <li key={image.id} className={image.is_public ? 'public' : 'private'}>
          {image.name ?? <em>unnamed</em>}
          {image.properties.os_type && <small>{image.properties.os_type}</small>}
        </li>
      ))}
    </ul>
  );
}
