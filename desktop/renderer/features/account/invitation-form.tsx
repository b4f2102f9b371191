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

const formSchema = z.object({
  name: z.string().trim().min(1, 'required').max(200, 'long'),
  password: z.string().min(10, 'short').max(200, 'long'),
});
type Values = z.infer<typeof formSchema>;

/** Name and password of whoever was invited, who is signed in when `onDone` is called. */
export function InvitationForm({ token, email, onDone }: { token: string; email: string; onDone: () => void }) {
  const { t } = useTranslation('account');
  const bridge = useBridge();
  const fault = useFieldFault();
  const { register, handleSubmit, setError, formState } = useForm<Values>({
    resolver: zodResolver(formSchema),
    defaultValues: { name: '', password: '' },
  });
  const { errors, isSubmitting } = formState;
  async function submit({ name, password }: Values): Promise<void> {
    try {
      await bridge.request('acceptInvitation', { body: { token, name, password } });
      // In the desktop app it is signing in that keeps a sign-in.
      await bridge.request('login', { body: { email, password } });
      onDone();
    } catch (error) {
      setError('root', { type: error instanceof AppError ? error.code : 'internal' });
    }
  }
  return (
    <form noValidate onSubmit={(event) => void handleSubmit(submit)(event)} className="flex flex-col gap-4">
      <Field label={t('register.email')}>
        <TextInput type="email" autoComplete="username" value={email} readOnly />
      </Field>
      <Field label={t('register.name')} error={fault(errors.name)}>
        <TextInput autoComplete="name" {...register('name')} />
      </Field>
      <Field label={t('register.password')} hint={t('register.passwordHint')} error={fault(errors.password)}>
        <TextInput type="password" autoComplete="new-password" {...register('password')} />
      </Field>
      <FormFault code={errors.root?.type} />
      <Button type="submit" variant="primary" busy={isSubmitting} className="h-9">
        {t('invitation.submit')}
      </Button>
    </form>
  );
}
