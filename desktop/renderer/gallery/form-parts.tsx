import { Play, RotateCw, Search } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { Combobox } from '../ui/combobox.tsx';
import { Field } from '../ui/field.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { NumberInput } from '../ui/number-input.tsx';
import { RadioGroup } from '../ui/radio-group.tsx';
import { Select } from '../ui/select.tsx';
import { Switch } from '../ui/switch.tsx';
import { TextInput } from '../ui/text-input.tsx';
import { LinkButton, TextLink } from '../ui/text-link.tsx';
import { ToggleGroup } from '../ui/toggle-group.tsx';
import { Shelf } from './shelf.tsx';

const CAMPAIGNS = [
  { value: '2024', label: 'Campaña 2024/25' },
  { value: '2025', label: 'Campaña 2025/26' },
];
const FIRMS = [
  'Cargill',
  'Acopio Rosario',
  'Bunge Entregas',
  'Cooperativa Agrícola de Pergamino',
  'Molinos del Litoral',
].map((label) => ({ value: label, label }));

function Buttons() {
  return (
    <Shelf title="Botones y enlaces">
      <Button variant="primary">Publicar v15</Button>
      <Button icon={<RotateCw size={14} strokeWidth={1.75} />}>Reintentar</Button>
      <Button variant="quiet">Quitar filtros</Button>
      <Button variant="danger">Detener</Button>
      <Button busy>Probando… 6 s</Button>
      <Button disabledReason="Tu rol no permite esta acción.">Sin permiso</Button>
      <Button size="small">Pequeño</Button>
      <IconButton label="Ejecutar" icon={<Play size={16} strokeWidth={1.75} />} />
      <TextLink href="#/__gallery">Ver registro</TextLink>
      <LinkButton>Usar otro servidor</LinkButton>
    </Shelf>
  );
}

/** Buttons, fields and choices. */
export function FormParts() {
  const [campaign, setCampaign] = useState('2025');
  const [firm, setFirm] = useState<string | null>('Cargill');
  const [rows, setRows] = useState<number | null>(50);
  const [checked, setChecked] = useState(true);
  const [format, setFormat] = useState('csv');
  const [mode, setMode] = useState('diagrama');
  return (
    <>
      <Buttons />
      <Shelf title="Campos">
        <Field label="Correo" hint="El de tu empresa." className="w-56">
          <TextInput type="email" defaultValue="maria@agricoladelvalle.com.ar" />
        </Field>
        <Field label="CUIT" error="Faltan dígitos: son 11." className="w-44">
          <TextInput defaultValue="30-7123456" />
        </Field>
        <Field label="Portal" className="w-56">
          <Combobox
            value={firm}
            onChange={setFirm}
            choices={FIRMS}
            placeholder="Cualquier portal"
            aria-label="Portal"
          />
        </Field>
        <Field label="Campaña" className="w-48">
          <Select value={campaign} onChange={setCampaign} choices={CAMPAIGNS} aria-label="Campaña" />
        </Field>
        <Field label="Páginas como máximo">
          <NumberInput value={rows} onChange={setRows} min={1} max={500} aria-label="Páginas como máximo" />
        </Field>
        <TextInput
          aria-label="Buscar"
          placeholder="Buscar en el registro"
          icon={<Search size={14} strokeWidth={1.75} />}
          className="w-56"
        />
      </Shelf>
      <Shelf title="Elecciones">
        <Checkbox label="Solo con movimientos" checked={checked} onChange={setChecked} />
        <Checkbox label="Algunas fincas" checked={false} indeterminate onChange={setChecked} />
        <Switch label="Avisarme si falla" checked={checked} onChange={setChecked} />
        <RadioGroup
          aria-label="Formato"
          value={format}
          onChange={setFormat}
          choices={[
            { value: 'csv', label: 'CSV con punto y coma' },
            { value: 'xlsx', label: 'XLSX' },
          ]}
        />
        <ToggleGroup
          aria-label="Modo"
          value={mode}
          onChange={setMode}
          choices={[
            { value: 'diagrama', label: 'Diagrama' },
            { value: 'grabar', label: 'Grabar' },
            { value: 'probar', label: 'Probar' },
          ]}
        />
      </Shelf>
    </>
  );
}
