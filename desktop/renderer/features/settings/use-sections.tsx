import { useTranslation } from 'react-i18next';
import { useBridge } from '../../lib/bridge-context.tsx';
import { AlertRow } from './alert-settings.tsx';
import { DiagnosticsRow, KeepingRow, ServersRow, VersionRow } from './device-settings.tsx';
import { OrganisationRow } from './organisation-settings.tsx';
import { PasswordRow } from './password-row.tsx';
import { DensityRow, LanguageRow, RegionRow, ThemeRow } from './personal-settings.tsx';
import { SecretsSettings } from './secrets-settings.tsx';
import type { Setting, SettingSection } from './setting.ts';

/** Everything that can be set here and now: what this home of the console cannot do is not offered. */
export function useSections(): SettingSection[] {
  const { t } = useTranslation('settings');
  const { servers, desktop } = useBridge();
  const device: Setting[] = [
    { id: 'version', label: t('version'), row: <VersionRow /> },
    ...(servers === undefined ? [] : [{ id: 'servers', label: t('servers'), row: <ServersRow servers={servers} /> }]),
    ...(desktop === undefined
      ? []
      : [
          { id: 'keeping', label: t('keeping'), row: <KeepingRow desktop={desktop} /> },
          { id: 'diagnostics', label: t('diagnostics'), row: <DiagnosticsRow desktop={desktop} /> },
        ]),
  ];
  return [
    {
      id: 'look',
      title: t('section.look'),
      settings: [
        { id: 'theme', label: t('theme'), also: t('also.theme'), row: <ThemeRow /> },
        { id: 'density', label: t('density'), also: t('also.density'), row: <DensityRow /> },
      ],
    },
    {
      id: 'language',
      title: t('section.language'),
      settings: [
        { id: 'language', label: t('language'), row: <LanguageRow /> },
        { id: 'region', label: t('region'), also: t('also.region'), row: <RegionRow /> },
      ],
    },
    {
      id: 'password',
      title: t('section.password'),
      settings: [{ id: 'password', label: t('password.change'), row: <PasswordRow /> }],
    },
    { id: 'device', title: t('section.device'), settings: device },
    {
      id: 'organisation',
      title: t('section.organisation'),
      settings: [
        { id: 'name', label: t('name'), row: <OrganisationRow name="name" /> },
        { id: 'timeZone', label: t('zone'), also: t('also.zone'), row: <OrganisationRow name="timeZone" /> },
        {
          id: 'maxQueued',
          label: t('maxQueued'),
          also: t('also.maxQueued'),
          row: <OrganisationRow name="maxQueued" />,
        },
      ],
    },
    {
      id: 'alerts',
      title: t('section.alerts'),
      settings: [
        { id: 'offKinds', label: t('alerts.kinds'), also: t('also.alerts'), row: <AlertRow name="offKinds" /> },
        {
          id: 'queueMinutes',
          label: t('alerts.minutes'),
          also: t('also.maxQueued'),
          row: <AlertRow name="queueMinutes" />,
        },
        { id: 'emails', label: t('alerts.emails'), also: t('also.emails'), row: <AlertRow name="emails" /> },
        {
          id: 'emailKinds',
          label: t('alerts.emailKinds'),
          also: t('also.emails'),
          row: <AlertRow name="emailKinds" />,
        },
        { id: 'language', label: t('alerts.language'), also: t('also.emails'), row: <AlertRow name="language" /> },
      ],
    },
    {
      id: 'secrets',
      title: t('section.secrets'),
      settings: [{ id: 'secrets', label: t('section.secrets'), also: t('also.secrets'), row: <SecretsSettings /> }],
    },
  ];
}
