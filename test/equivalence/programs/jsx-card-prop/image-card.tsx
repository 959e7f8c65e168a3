import type { GlanceImage } from './api';

type Props = { image: GlanceImage };

export const ImageCard = ({ image }: Props) => (
  <article title={image.name ?? ''}>
    <h3>{image.name}</h3>
    {!image.is_public && <span className="lock" />}
    <p>{image.properties?.os_type ?? 'any system'}</p>
    {image.protected ? <b>protected</b> : null}
  </article>
);
