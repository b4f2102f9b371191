import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { KnownServer, ServerCheck, ServerEnvironment } from '../../../contract/servers.ts';
import type { ServersBridge } from '../../lib/bridge.ts';
import { useFormat } from '../../lib/preferences-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { TextInput } from '../../ui/text-input.tsx';

const KINDS: readonly ServerEnvironment[] = ['production', 'test', 'local'];
const LOCAL = ['localhost', '127.0.0.1', '[::1]'];

/** What a look at the address found, in words. */
function Found({ check }: { check: ServerCheck }) {
  const { t } = useTranslation('servers');
  const format = useFormat();
  const { certificate } = check;
  return (
    <p role="status" className="text-meta text-muted">
      {check.ok && t('found', { version: check.version })}{' '}
      {certificate === null
        ? check.ok && t('plain')
        : t('certificate', { ...certificate, date: format.dateTime(certificate.validUntil) })}
    </p>
  );
}

/** Adds a server by its address: it is looked at when the field is left, and used only if SRI answers there. */
export function AddServer({ servers, onAdded }: { servers: ServersBridge; onAdded: (server: KnownServer) => void }) {
  const { t } = useTranslation('servers');
  const [url, setUrl] = useState('');
  const [kind, setKind] = useState<ServerEnvironment | null>(null);
  const [check, setCheck] = useState<ServerCheck | null>(null);
  const [busy, setBusy] = useState(false);

  async function look(): Promise<ServerCheck | null> {
    if (url.trim() === '') return null;
    setBusy(true);
    try {
      const found = await servers.check(url);
      setCheck(found);
      if (found.ok) setUrl(found.url);
      return found;
    } finally {
      setBusy(false);
    }
  }

  async function submit(): Promise<void> {
    const found = check?.ok === true && check.url === url ? check : await look();
    if (found?.ok !== true) return;
    const { hostname } = new URL(found.url);
    const environment = kind ?? (LOCAL.includes(hostname) ? 'local' : 'production');
    onAdded(await servers.add({ name: hostname, url: found.url, environment }));
  }

  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    void submit();
  };
  return (
    <form noValidate onSubmit={onSubmit} className="flex flex-col gap-4">
      <Field label={t('url')} hint={t('urlHint')} error={check?.ok === false ? t(`fault.${check.fault}`) : undefined}>
        <TextInput
          value={url}
          spellCheck={false}
          onChange={(event) => {
            setUrl(event.target.value);
            setCheck(null);
          }}
          onBlur={() => void look()}
        />
      </Field>
      {check !== null && (check.ok || check.certificate !== null) && <Found check={check} />}
      {check?.ok === true && (
        <RadioGroup
          aria-label={t('environment')}
          value={kind ?? (LOCAL.includes(new URL(check.url).hostname) ? 'local' : 'production')}
          onChange={setKind}
          choices={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
        />
      )}
      <Button type="submit" variant="primary" busy={busy} className="h-9">
        {t('connect')}
      </Button>
    </form>
  );
}
