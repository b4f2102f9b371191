// A part for tests: answers GET /health on PORT, notes in NOTES what happens to it. MODE: `good` ends at SIGTERM;
// `stubborn` does not; `broken` prints why and exits with 3 before it is ready; `child` leaves a process behind.
import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:http';

const { NAME, PORT, NOTES, MODE } = process.env;
const note = (what) => appendFileSync(NOTES, `${NAME} ${what}\n`);

if (MODE === 'broken') {
  console.log('the reason of the failure');
  process.exit(3);
}
process.on('SIGTERM', () => {
  note('asked');
  if (MODE !== 'stubborn') process.exit(0);
});
if (MODE === 'child') {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  note(`child ${child.pid}`);
}
createServer((_request, response) => response.end('ok')).listen(Number(PORT), '127.0.0.1', () => note('up'));
