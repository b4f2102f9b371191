import type builder from '../../../locales/es/builder.json';

type Paths<T, P extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${P}${K}` : Paths<T[K], `${P}${K}.`>;
}[keyof T & string];

/** Key of a text of the builder: for those that are put together from what a schema names. */
export type KeyOf = Exclude<Paths<typeof builder>, `${string}_${'one' | 'many' | 'other'}`>;
