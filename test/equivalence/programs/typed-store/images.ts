export interface ImageProperties {
  os_type?: string;
  os_version?: string;
  [key: string]: string | undefined;
}

export interface ImageRecord {
  id: string;
  name: string | null;
  size: number | null;
  is_public: boolean;
  properties: ImageProperties;
}

export interface ImageListBody {
  images: ImageRecord[];
}
