// Preloaded by a worker under test (`--import`): its clock is CLOCK_SHIFT_MS off everybody else's.
const shift = Number(process.env['CLOCK_SHIFT_MS']);
const RealDate = Date;

globalThis.Date = new Proxy(RealDate, {
  apply: () => new RealDate(RealDate.now() + shift).toString(),
  construct: (target, args, self) =>
    Reflect.construct(target, args.length === 0 ? [RealDate.now() + shift] : args, self) as Date,
  get: (target, name, self) =>
    name === 'now' ? () => RealDate.now() + shift : (Reflect.get(target, name, self) as unknown),
});
