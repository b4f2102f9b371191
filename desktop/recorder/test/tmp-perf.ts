import { launchTestBrowser } from '../../../worker/test/test-browser.ts';
import { bundleInPage } from '../build/bundle-in-page.ts';
const b = await launchTestBrowser(); const p = await b.newPage();
for (const n of [100, 1500]) {
await p.setContent('<table>' + Array.from({ length: n }, (_, i) => `<tr><td>Prod ${i}</td><td>${i}0 t</td><td><button class="b">Ver</button> <button title="Bajar ${i}">Bajar</button></td></tr>`).join('') + '</table><form><label>Desde <input name="d"></label><button id="go">Buscar</button></form>');
const src = await bundleInPage('/work/main/desktop/recorder/test/in-page-entry.ts');
const r = await p.evaluate(`${src}; (() => { const t = (el) => { const a = performance.now(); const d = sriRecorderSource.describeElement ? 0 : 0; return a; }; return 1; })()`);
const out = await p.evaluate(`${src.replace('exports.describeAll = describeAll;', 'exports.describeAll = describeAll; exports.describeElement = describeElement;')}; (() => { const res = []; for (const s of ['#go', 'input', 'tr:nth-child(90) .b', 'tr:nth-child(90) [title]']) { const el = document.querySelector(s); const a = performance.now(); const d = sriRecorderSource.describeElement(el); res.push(s + ' ' + (performance.now() - a).toFixed(1) + ' ms ' + JSON.stringify(d.candidates[0])); } return res; })()`);
console.log(n, out);
}
await b.close();
