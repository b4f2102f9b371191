// The first service of the root docker-compose.yml: nothing else starts with a secret that is missing, short or known.
import { settingFaults } from './setting-faults.ts';

const faults = settingFaults(process.env);
if (faults.length > 0) {
  process.stderr.write(`${faults.join('\n')}\ninfrastructure/scripts/init-env writes good ones into .env.\n`);
  process.exitCode = 1;
} else {
  process.stdout.write('the secrets are set\n');
}
