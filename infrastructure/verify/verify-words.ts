import { exhaustive } from '@sri/shared/lang/exhaustive.ts';
import type { Finding, Verdict } from './check-results.ts';

type Language = 'es' | 'en';
type Pair = [es: string, en: string];

function findingPair(finding: Finding): Pair {
  switch (finding.kind) {
    case 'changed':
      return [`cambió: ${finding.name}`, `changed: ${finding.name}`];
    case 'missing':
      return [`falta: ${finding.name}`, `missing: ${finding.name}`];
    case 'added':
      return [`está de más: ${finding.name}`, `added: ${finding.name}`];
    case 'manifest-missing':
      return ['falta: manifest.json', 'missing: manifest.json'];
    case 'manifest-unreadable':
      return ['cambió: manifest.json (ya no se puede leer)', 'changed: manifest.json (it can no longer be read)'];
    case 'manifest-changed':
      return [
        'cambió: manifest.json (su firma no es de lo que dice)',
        'changed: manifest.json (its signature is not for what it says)',
      ];
    case 'script-changed':
      return ['cambió: el script que se ejecutó', 'changed: the script that ran'];
    case 'script-missing':
      return ['falta: el script que se ejecutó', 'missing: the script that ran'];
    case 'other-execution':
      return [
        `manifest.json es de otra ejecución: ${finding.jobId}`,
        `manifest.json is of another execution: ${finding.jobId}`,
      ];
    case 'other-owner':
      return [
        `manifest.json es de otra organización o persona: ${finding.orgId} ${finding.userId}`,
        `manifest.json is of another organisation or person: ${finding.orgId} ${finding.userId}`,
      ];
    default:
      return exhaustive(finding);
  }
}

function unknownPair({ why, keyId = '' }: Extract<Verdict, { verdict: 'unknown' }>): Pair {
  if (why === 'no-results') return ['no hay resultados de esa ejecución', 'there are no results of that execution'];
  if (why === 'no-key')
    return [
      'falta la clave: da --public-key, o SCRIPT_SIGNING_SECRET en el entorno',
      'there is no key: give --public-key, or SCRIPT_SIGNING_SECRET in the environment',
    ];
  return [
    `lo firmó la clave ${keyId}, que no es ninguna de las dadas: da la suya con --public-key`,
    `key ${keyId} signed it, which is none of those given: give that one with --public-key`,
  ];
}

/** What a verdict is, line by line; the first one is the verdict. */
export function verdictLines(jobId: string, verdict: Verdict, language: Language): string[] {
  const say = ([es, en]: Pair): string => (language === 'es' ? es : en);
  if (verdict.verdict === 'unknown') {
    return [say([`? ${jobId}: no se puede saber`, `? ${jobId}: cannot tell`]), `  ${say(unknownPair(verdict))}`];
  }
  if (verdict.verdict === 'red') {
    const { findings } = verdict;
    const head: Pair = [
      `✗ ${jobId}: los resultados no son los que se firmaron`,
      `✗ ${jobId}: the results are not those that were signed`,
    ];
    return [say(head), ...findings.map((finding) => `  ${say(findingPair(finding))}`)];
  }
  const { objects, signature, attempt, version, workerId, script, finishedAt } = verdict.manifest;
  const count = Object.keys(objects).length;
  const at = new Date(finishedAt).toISOString();
  return [
    say([
      `✓ ${jobId}: ${count} archivos, todos como se firmaron`,
      `✓ ${jobId}: ${count} files, all as they were signed`,
    ]),
    `  ${say([`firmado con la clave ${signature.keyId} por ${workerId}, ${at}`, `signed with key ${signature.keyId} by ${workerId}, ${at}`])}`,
    `  ${say([`versión ${version} del flujo, intento ${attempt}, script ${script.sha256}`, `flow version ${version}, attempt ${attempt}, script ${script.sha256}`])}`,
  ];
}

export function usage(language: Language): string {
  const es = `npm run verify -- JOB [--org ORG] [--folder CARPETA] [--public-key CLAVE]...
npm run verify -- --show-keys

Comprueba los resultados de una ejecución contra su manifest.json firmado. Termina con 0 si están como se firmaron, con 1 si algo
cambió, con 2 si no se puede saber.

  --org         la organización, para no buscar en todas
  --folder      una copia de los resultados en esta máquina: no se pregunta nada a nadie
  --public-key  64 cifras hexadecimales; sin ella, las de los secretos de esta instalación
  --show-keys   las claves públicas de esta instalación, para dar a quien verifica`;
  const en = `npm run verify -- JOB [--org ORG] [--folder FOLDER] [--public-key KEY]...
npm run verify -- --show-keys

Checks an execution's results against its signed manifest.json. Ends with 0 where they are as they were signed, with 1 where something
was changed, with 2 where that cannot be told.

  --org         the organisation, so that not all of them are searched
  --folder      a copy of the results on this machine: nobody is asked anything
  --public-key  64 hex digits; without it, those of this installation's secrets
  --show-keys   the public keys of this installation, for whoever verifies`;
  return language === 'es' ? es : en;
}
