export function loadImages(base, token) {
  return $.ajax({
    url: base + '/v1.1/images/detail',
    type: 'GET',
    dataType: 'json',
    cache: true,
    data: { limit: 30, status: 'active' },
    headers: { 'X-Auth-Token': token },
    success: function (data) {
      var $list = $('#images').empty();
      $.each(data.images, function (index, image) {
        var css = image.is_public ? 'public' : 'private';
        $('<li>').addClass(css).text(image.name).appendTo($list);
      });
    },
  });
}
