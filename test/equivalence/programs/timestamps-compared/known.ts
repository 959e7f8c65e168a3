/** Times of images as an earlier run wrote them down. */
export const known = ['2014-03-06T01:00:00.000000', '2014-03-10T01:00:00.000000', '2014-03-20T01:00:00.000000'];
