import type { Protocol } from 'electron';
import { APP_SCHEME } from '../../contract/channel.ts';

/** To be called before the app is ready: makes our addresses an origin like any other, with no rights beyond that. */
export function registerAppScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}
