import axios from 'axios';
import express from 'express';

export function createApp(glanceUrl: string) {
  const app = express();
  app.get('/api/images', async (req, res) => {
    const token = (req.headers.authorization ?? '').replace(/^Bearer /, '');
    const response = await axios.get(`${glanceUrl}/v1.1/images/detail`, {
      params: { limit: 50, status: 'active' },
      headers: { 'X-Auth-Token': token },
    });
    res.json({
      items: response.data.images.map((image: any) => ({
        id: image.id,
        title: image.name,
        public: image.is_public,
        system: image.properties.os_type,
      })),
    });
  });
  return app;
}
