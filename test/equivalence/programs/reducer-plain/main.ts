import { imagesReducer, initialState, type Action } from './reducer';

export async function run(base: string, token: string) {
  let state = initialState;
  const dispatch = (action: Action) => {
    state = imagesReducer(state, action);
  };
  dispatch({ type: 'images/requested' });
  const response = await fetch(`${base}/v1.1/images/detail?limit=60`, { headers: { 'X-Auth-Token': token } });
  const { images } = await response.json();
  dispatch({ type: 'images/received', images });
  return { loading: state.loading, publicIds: state.ids.filter(id => state.byId[id]!.is_public) };
}
