import { useTranslation } from 'react-i18next';
import { useApi } from '../../lib/use-api.ts';
import { Field } from '../../ui/field.tsx';
import { Fold } from '../../ui/fold.tsx';
import { Select } from '../../ui/select.tsx';
import type { RunnableFlow } from './runnable-flow.ts';

const PUBLISHED = 'published';

export interface RunAdvancedProps {
  flow: RunnableFlow;
  version: string | undefined;
  onVersion: (version: string | undefined) => void;
}

function VersionField({ flow, version, onVersion }: RunAdvancedProps) {
  const { t } = useTranslation('run');
  const versions = useApi('listVersions', { params: { id: flow.id } });
  const others = (versions.data?.items ?? []).filter((one) => !one.published);
  return (
    <Field label={t('version')}>
      <Select
        aria-label={t('version')}
        value={version ?? PUBLISHED}
        onChange={(chosen) => onVersion(chosen === PUBLISHED ? undefined : chosen)}
        choices={[
          { value: PUBLISHED, label: t('publishedVersion', { version: flow.publishedVersion ?? '' }) },
          ...others.map((one) => ({ value: one.version, label: `v${one.version}` })),
        ]}
        className="self-start"
      />
    </Field>
  );
}

/** What hardly anybody has to choose. */
export function RunAdvanced(props: RunAdvancedProps) {
  const { t } = useTranslation('run');
  return (
    <Fold label={t('advanced')}>
      <VersionField {...props} />
    </Fold>
  );
}
