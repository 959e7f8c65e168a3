export const fields = JSON.parse('["id", "is_public", "properties"]');

export const watch = (url, options, onList, onError) => {
  fetch(url, options)
    .then(response => response.json())
    .then(onList, onError);
};
