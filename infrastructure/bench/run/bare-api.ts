// The bare minimum that POST /api/run is measured against: Express, one INSERT in one transaction. A process of its own.
import express from 'express';
import pg from 'pg';
import { newId } from '@sri/shared/model/ids.ts';

const { PORT, DATABASE_URL, POOL_MAX } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: Number(POOL_MAX) });
await pool.query(
  'create table if not exists bare_jobs (id uuid primary key, body jsonb not null, created_at timestamptz not null default now())',
);

const app = express();
app.disable('x-powered-by');
app.get('/health', (_request, response) => void response.json({ status: 'ok' }));
app.post('/api/run', express.json(), async (request, response) => {
  const jobId = newId();
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('insert into bare_jobs (id, body) values ($1, $2)', [jobId, request.body]);
    await client.query('commit');
  } finally {
    client.release();
  }
  response.status(202).json({ jobId, status: 'queued' });
});
app.listen(Number(PORT), '127.0.0.1');
