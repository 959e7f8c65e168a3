import axios from 'axios';
import { renderToStaticMarkup } from 'react-dom/server';

interface Image {
  id: string;
  name: string | null;
  status: string;
  is_public: boolean;
  min_ram: number;
}

function Row({ name, status, is_public, min_ram }: Image) {
  return (
    <tr data-public={is_public}>
      <td>{name}</td>
      <td>{status}</td>
      <td>{min_ram} MB</td>
    </tr>
  );
}

const ImageTable = ({ rows }: { rows: Image[] }) => (
  <table>
    <tbody>
      {rows.map(row => (
        <Row key={row.id} {...row} />
      ))}
    </tbody>
  </table>
);

export async function run(base: string, token: string) {
  const { data } = await axios.get<{ images: Image[] }>(`${base}/v1.1/images/detail?limit=15`, { headers: { 'X-Auth-Token': token } });
  return renderToStaticMarkup(<ImageTable rows={data.images} />);
}
