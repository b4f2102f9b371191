import { zodResolver } from '@hookform/resolvers/zod';
import { AppError } from '@sri/shared/errors.ts';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useBridge } from '../../lib/bridge-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { FormFault } from './form-fault.tsx';
import { useFieldFault } from './use-field-fault.ts';

const name = z.string().trim().min(1, 'required').max(200, 'long');
const formSchema = z.object({
  orgName: name,
  name,
  email: z.email('email'),
  password: z.string().min(10, 'short').max(200, 'long'),
});
type Values = z.infer<typeof formSchema>;

/** A new organisation and its first administrator, who is signed in when `onDone` is called. */
export function RegisterForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('account');
  const bridge = useBridge();
  const fault = useFieldFault();
  const { register, handleSubmit, setError, formState } = useForm<Values>({
    resolver: zodResolver(formSchema),
    defaultValues: { orgName: '', name: '', email: '', password: '' },
  });
  const { errors, isSubmitting } = formState;

  async function submit(values: Values): Promise<void> {
    try {
      await bridge.request('register', { body: values });
      // Registering answers with tokens; the cookie of the console comes with signing in.
      await bridge.request('login', { body: { email: values.email, password: values.password } });
      onDone();
    } catch (error) {
      const taken = error instanceof AppError && error.code === 'email_taken';
      if (taken) setError('email', { message: 'taken' }, { shouldFocus: true });
      else setError('root', { type: error instanceof AppError ? error.code : 'internal' });
    }
  }

  return (
    <form noValidate onSubmit={(event) => void handleSubmit(submit)(event)} className="flex flex-col gap-4">
      <Field label={t('register.orgName')} hint={t('register.orgHint')} error={fault(errors.orgName)}>
        <TextInput autoComplete="organization" {...register('orgName')} />
      </Field>
      <Field label={t('register.name')} error={fault(errors.name)}>
        <TextInput autoComplete="name" {...register('name')} />
      </Field>
      <Field
        label={t('register.email')}
        error={errors.email?.message === 'taken' ? t('register.taken') : fault(errors.email)}
      >
        <TextInput type="email" autoComplete="username" {...register('email')} />
      </Field>
      <Field label={t('register.password')} hint={t('register.passwordHint')} error={fault(errors.password)}>
        <TextInput type="password" autoComplete="new-password" {...register('password')} />
      </Field>
      <FormFault code={errors.root?.type} />
      <Button type="submit" variant="primary" busy={isSubmitting} className="h-9">
        {t('register.submit')}
      </Button>
    </form>
  );
}
