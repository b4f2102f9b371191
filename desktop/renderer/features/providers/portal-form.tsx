import type { AppError } from '@sri/shared/errors.ts';
import type { Provider } from '@sri/shared/model/provider.ts';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../domain/use-act.ts';
import { useBridge } from '../../lib/bridge-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Fold } from '../../ui/fold.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { addressOf, slugOf } from './slug-of.ts';

export interface PortalFormProps {
  /** The portal to change; absent: a new one. */
  portal?: Provider;
  onClose: () => void;
  onDone: (portal: Provider) => void;
}

interface Typed {
  name: string;
  start: string;
  login: string;
  sites: string;
  atOnce: number | null;
}

type Faults = Partial<Record<'name' | 'start' | 'login' | 'sites', string>>;

const FIELDS: Record<string, keyof Faults> = { name: 'name', slug: 'name', baseUrl: 'start', loginUrl: 'login' };

function readTyped({ name, start, login, sites, atOnce }: Typed) {
  return {
    name: name.trim(),
    baseUrl: start.trim() === '' ? null : addressOf(start),
    loginUrl: login.trim() === '' ? null : addressOf(login),
    domains: sites
      .split(/[\s,;]+/)
      .map((site) => site.trim().toLowerCase())
      .filter((site) => site !== ''),
    maxPerAccount: atOnce ?? 1,
  };
}

/** Adds a portal, or changes one of the organisation's own. Name and address are enough. */
export function PortalForm({ portal, onClose, onDone }: PortalFormProps) {
  const { t } = useTranslation('portals');
  const { t: tCommon } = useTranslation();
  const { act, busy } = useAct();
  const { can } = useBridge();
  const [typed, setTyped] = useState<Typed>({
    name: portal?.name ?? '',
    start: portal?.baseUrl ?? '',
    login: portal?.loginUrl ?? '',
    sites: portal?.domains.join(', ') ?? '',
    atOnce: portal?.maxPerAccount ?? 1,
  });
  const [faults, setFaults] = useState<Faults>({});
  const set = (change: Partial<Typed>): void => setTyped((before) => ({ ...before, ...change }));

  function onRefused(error: AppError): boolean {
    if (error.code === 'conflict') {
      setFaults({ name: t('form.taken') });
      return true;
    }
    const found = error.errors.map(({ field, message }) => [FIELDS[field] ?? 'sites', message]);
    setFaults(Object.fromEntries(found) as Faults);
    return found.length > 0;
  }

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    const { baseUrl, loginUrl, ...rest } = readTyped(typed);
    const wrong: Faults = {
      ...(rest.name === '' ? { name: t('form.needName') } : {}),
      ...(baseUrl === undefined || (portal === undefined && baseUrl === null) ? { start: t('form.badUrl') } : {}),
      ...(loginUrl === undefined ? { login: t('form.badUrl') } : {}),
    };
    setFaults(wrong);
    if (Object.keys(wrong).length > 0 || baseUrl === undefined || loginUrl === undefined) return;
    const body = { ...rest, baseUrl, loginUrl };
    const renews = ['listProviders'] as const;
    const done =
      portal === undefined
        ? await act(
            'createProvider',
            { body: { slug: slugOf(rest.name), ...body } },
            { done: t('form.added'), renews, onRefused },
          )
        : await act(
            'updateProvider',
            { params: { providerId: portal.id }, body },
            { done: t('form.saved'), renews, onRefused },
          );
    if (done !== null) onDone(done.answer);
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={portal === undefined ? t('form.addTitle') : t('form.editTitle', { portal: portal.name })}
      actions={
        <>
          <Button onClick={onClose}>{tCommon('cancel')}</Button>
          <Button variant="primary" type="submit" form="portal-form" busy={busy}>
            {portal === undefined && can.capture ? t('form.continue') : t('form.save')}
          </Button>
        </>
      }
    >
      <form id="portal-form" noValidate className="flex flex-col gap-3" onSubmit={(event) => void save(event)}>
        <Field label={t('form.name')} hint={t('form.nameHint')} error={faults.name}>
          <TextInput value={typed.name} onValueChange={(name) => set({ name })} maxLength={120} autoFocus />
        </Field>
        <Field label={t('form.start')} hint={t('form.startHint')} error={faults.start}>
          <TextInput value={typed.start} onValueChange={(start) => set({ start })} inputMode="url" maxLength={2000} />
        </Field>
        <Field label={t('form.login')} hint={t('form.loginHint')} error={faults.login}>
          <TextInput value={typed.login} onValueChange={(login) => set({ login })} inputMode="url" maxLength={2000} />
        </Field>
        <Fold label={t('form.sites')}>
          <div className="flex flex-col gap-3">
            <Field label={t('form.sites')} hint={t('form.sitesHint')} error={faults.sites}>
              <TextInput value={typed.sites} onValueChange={(sites) => set({ sites })} />
            </Field>
            <Field label={t('form.atOnce')} hint={t('form.atOnceHint')}>
              <NumberInput
                value={typed.atOnce}
                onChange={(atOnce) => set({ atOnce })}
                min={1}
                max={20}
                aria-label={t('form.atOnce')}
              />
            </Field>
          </div>
        </Fold>
        {faults.sites !== undefined && (
          <p role="alert" className="text-failure">
            {faults.sites}
          </p>
        )}
      </form>
    </Dialog>
  );
}
