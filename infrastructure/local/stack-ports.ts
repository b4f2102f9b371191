import type { LauncherConfig } from './config.ts';
import { namesDatabase } from './database-urls.ts';
import { type ReservedPort, reservePort } from './ports.ts';
import type { Words } from './words.ts';

/** A port for each part, held until that part starts; none for a service of the user's own. */
export interface StackPorts {
  api: ReservedPort;
  portal: ReservedPort;
  postgres: ReservedPort | undefined;
  redis: ReservedPort | undefined;
  s3: ReservedPort | undefined;
}

/** The guide's ports where they are free, else others, which is said. */
export async function reserveStackPorts(
  config: LauncherConfig,
  words: Words,
  say: (line: string) => void,
): Promise<StackPorts> {
  const reserve = async (part: string, wanted: number): Promise<ReservedPort> => {
    const reserved = await reservePort(wanted);
    if (reserved.port !== wanted) say(words.portBusy(part, wanted, reserved.port));
    return reserved;
  };
  return {
    api: await reserve('server', config.API_PORT),
    portal: await reserve('portal', config.PORTAL_PORT),
    postgres: namesDatabase(config) ? undefined : await reserve('postgres', config.POSTGRES_PORT),
    redis: config.REDIS_URL === undefined ? await reserve('redis', config.REDIS_PORT) : undefined,
    s3: config.S3_ENDPOINT === undefined ? await reserve('s3', config.S3_PORT) : undefined,
  };
}

/** Lets go of whatever is still held. */
export async function releaseStackPorts(ports: StackPorts): Promise<void> {
  const held = Object.values(ports).filter((port: ReservedPort | undefined) => port !== undefined);
  await Promise.all(held.map((port) => port.release()));
}
