export interface Image {
  id: string;
  name: string | null;
  is_public: boolean;
}

export interface State {
  loading: boolean;
  ids: string[];
  byId: Record<string, Image>;
}

export type Action = { type: 'images/requested' } | { type: 'images/received'; images: Image[] };

export const initialState: State = { loading: false, ids: [], byId: {} };

export function imagesReducer(state: State, action: Action): State {
  switch (action.type) {
    case 'images/requested':
      return { ...state, loading: true };
    case 'images/received':
      return {
        loading: false,
        ids: action.images.map(image => image.id),
        byId: Object.fromEntries(action.images.map(image => [image.id, image])),
      };
    default:
      return state;
  }
}
