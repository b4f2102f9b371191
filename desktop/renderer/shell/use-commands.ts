import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { usePortalNames, healthOf, needsAttention } from '../domain/use-portals.ts';
import { PERSON_STATUSES } from '../domain/job-status.tsx';
import { LANGUAGES } from '../lib/format.ts';
import { useSetPreferences } from '../lib/preferences-context.tsx';
import { useApi } from '../lib/use-api.ts';
import type { Command, CommandGroup } from '../ui/palette.tsx';
import { PLACES } from './places.ts';

const THEMES = ['system', 'light', 'dark'] as const;

/** What is likely to be needed now: executions that wait for somebody or run, sessions to attend to. */
function useNeeds(open: boolean): Command[] {
  const { t } = useTranslation('shell');
  const { t: tJobs } = useTranslation('jobs');
  const navigate = useNavigate();
  const nameOf = usePortalNames();
  const jobs = useApi(
    'listJobs',
    { query: { status: [...PERSON_STATUSES, 'running'].join(','), limit: 6 } },
    { enabled: open },
  );
  const sessions = useApi('listSessions', {}, { enabled: open });
  const now = Date.now();
  const waiting = (sessions.data ?? []).filter((account) => needsAttention(healthOf(account, now))).slice(0, 4);
  return [
    ...waiting.map((account) => ({
      id: `session-${account.providerId}-${account.userId}`,
      label: account.providerName,
      also: `${account.userName} sesion session`,
      note: t('attend', { count: 1 }),
      run: () => void navigate({ to: '/portales', search: { portal: account.providerId } }),
    })),
    ...(jobs.data?.items ?? []).map((job) => ({
      id: job.jobId,
      label: t('palette.run', { flow: job.flowName, portal: nameOf(job.providerId, job.provider) }),
      also: job.jobId,
      note: tJobs(`status.${job.status}`),
      run: () => void navigate({ to: '/ejecuciones/$jobId', params: { jobId: job.jobId } }),
    })),
  ];
}

/** The palette's groups, in the order of likely use. `open`: whether it is shown, so that it asks for nothing unseen. */
export function useCommands(open: boolean, acts: { help: () => void; signOut: () => void }): CommandGroup[] {
  const { t } = useTranslation('shell');
  const navigate = useNavigate();
  const setPreferences = useSetPreferences();
  const needs = useNeeds(open);
  const go = PLACES.map((place) => ({
    id: place.id,
    label: t(`nav.${place.id}`),
    ...(place.letter === undefined ? {} : { keys: ['G', place.letter.toUpperCase()] }),
    run: () => void navigate({ to: place.to }),
  }));
  const themes = THEMES.map((theme) => ({
    id: `theme-${theme}`,
    label: `${t('palette.theme')}: ${t(`theme.${theme}`)}`,
    also: 'theme tema',
    run: () => setPreferences({ theme }),
  }));
  const languages = LANGUAGES.map((language) => ({
    id: `language-${language}`,
    label: `${t('palette.language')}: ${t(`language.${language}`)}`,
    also: 'language idioma',
    run: () => setPreferences({ language }),
  }));
  const others = [
    { id: 'help', label: t('account.help'), keys: ['F1'], run: acts.help },
    { id: 'sign-out', label: t('account.signOut'), run: acts.signOut },
  ];
  return [
    { value: t('palette.needs'), items: needs },
    { value: t('palette.go'), items: go },
    { value: t('palette.act'), items: [...themes, ...languages, ...others] },
  ].filter(({ items }) => items.length > 0);
}
