// `npm test` brings a display, and tells nobody but the desktop app's tests of it.
const own = process.env['SRI_TEST_DISPLAY'];
if (own !== undefined) process.env['DISPLAY'] = own;
