import { Link, useSearch } from '@tanstack/react-router';
import { SampleApp } from '../samples/sample-app.tsx';
import { ToggleGroup } from '../ui/toggle-group.tsx';
import { linkClass } from '../ui/text-link.tsx';
import { usePreferences, useSetPreferences } from '../lib/preferences-context.tsx';
import { Components } from './components.tsx';
import { ScreenFrame } from './screen-frame.tsx';
import { MEASURED_SCREENS } from './measured-screens.tsx';
import { SCREENS } from './screen-list.tsx';

function Bar() {
  const preferences = usePreferences();
  const set = useSetPreferences();
  return (
    <header className="flex flex-wrap items-center gap-3 border-b border-line bg-sunken px-5 py-2">
      <h1 className="mr-4 text-section font-bold">Galería</h1>
      <ToggleGroup
        aria-label="Tema"
        value={preferences.theme}
        onChange={(theme) => set({ theme })}
        choices={[
          { value: 'system', label: 'Sistema' },
          { value: 'light', label: 'Claro' },
          { value: 'dark', label: 'Oscuro' },
        ]}
      />
      <ToggleGroup
        aria-label="Idioma"
        value={preferences.language}
        onChange={(language) => set({ language })}
        choices={[
          { value: 'es', label: 'Español' },
          { value: 'en', label: 'English' },
        ]}
      />
      <ToggleGroup
        aria-label="Densidad"
        value={preferences.density}
        onChange={(density) => set({ density })}
        choices={[
          { value: 'compact', label: 'Compacta' },
          { value: 'normal', label: 'Normal' },
          { value: 'comfortable', label: 'Amplia' },
        ]}
      />
    </header>
  );
}

/** `#/__gallery`: every part and every screen state; `?show=` one screen alone. Development and test builds only. */
export function GalleryPage() {
  const { show } = useSearch({ from: '/__gallery' });
  const state = [...SCREENS, ...MEASURED_SCREENS].find(({ id }) => id === show);
  if (state !== undefined) return <ScreenFrame key={state.id} state={state} />;
  return (
    <div className="flex h-full flex-col">
      <Bar />
      <div className="grid min-h-0 flex-1 grid-cols-[240px_1fr]">
        <nav aria-label="Pantallas" className="overflow-y-auto border-r border-line bg-sunken p-4">
          <h2 className="mb-2 text-caption font-semibold text-muted">Pantallas</h2>
          <ul className="flex flex-col gap-1">
            {SCREENS.map(({ id, title }) => (
              <li key={id}>
                <Link to="/__gallery" search={{ show: id }} className={linkClass}>
                  {title}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <main className="overflow-y-auto bg-bg p-5">
          <SampleApp>
            <Components />
          </SampleApp>
        </main>
      </div>
    </div>
  );
}
