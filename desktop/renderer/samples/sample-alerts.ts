import { DEFAULT_ALERT_SETTINGS } from '@sri/shared/model/alert.ts';
import type { Alert, AlertSettings } from '@sri/shared/protocol/api/alerts.ts';
import type { RouteInput } from '../../contract/api-routes.ts';
import { ago, SAMPLE_ME, sampleId } from './sample-data.ts';

/** A portal that changed overnight. */
export function sampleAlert(): Alert {
  return {
    id: sampleId(840),
    kind: 'provider_failing',
    subject: sampleId(105),
    details: { providerId: sampleId(105), portal: 'AgroData', count: 7, of: 10 },
    openedAt: ago(52 * 60_000),
    acknowledged: null,
    closedAt: null,
  };
}

export function sampleAlerts(): Alert[] {
  return [sampleAlert()];
}

/** Two people get e-mail; a session that soon ends is nothing to be told of. */
export function sampleAlertSettings(): AlertSettings {
  return {
    ...DEFAULT_ALERT_SETTINGS,
    offKinds: ['session_expiring'],
    emails: ['maria@agricoladelvalle.com.ar', 'guardia@agricoladelvalle.com.ar'],
    emailReady: true,
  };
}

/** What the sample bridge answers to calls about alerts. */
export const ALERT_ANSWERS = {
  listAlerts: () => ({ items: sampleAlerts() }),
  acknowledgeAlert: (): Alert => ({ ...sampleAlert(), acknowledged: { at: ago(0), by: SAMPLE_ME.user.name } }),
  getAlertSettings: sampleAlertSettings,
  changeAlertSettings: ({ body }: RouteInput<'changeAlertSettings'>): AlertSettings => {
    const kept = sampleAlertSettings();
    return {
      ...kept,
      offKinds: body.offKinds ?? kept.offKinds,
      emails: body.emails ?? kept.emails,
      emailKinds: body.emailKinds ?? kept.emailKinds,
      language: body.language ?? kept.language,
      queueMinutes: body.queueMinutes ?? kept.queueMinutes,
    };
  },
};
