exports.IMAGES = '/v1.1/images/detail';
exports.SERVERS = '/v2.1/servers/detail';
