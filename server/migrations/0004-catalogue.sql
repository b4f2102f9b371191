-- The built-in catalogue of portals. Fixed ids, so that an installation can be restored or merged.
insert into providers (id, org_id, slug, name, country, base_url, login_url, domains) values
  ('0190a000-0000-7000-8000-000000000001', null, 'cargill', 'Cargill', 'AR', 'https://www.cargill.com.ar', null, '{cargill.com,cargill.com.ar,cargillcustomerportal.com}'),
  ('0190a000-0000-7000-8000-000000000002', null, 'practica', 'Portal de práctica', 'AR', null, null, '{localhost,127.0.0.1}');
