export const row = image => `${image.id} ${image.is_public ? 'public' : 'private'} ${image.properties.os_distro || '-'}`;
