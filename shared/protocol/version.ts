/** Number of the wire protocol between control plane, workers and desktop; grows with an incompatible change. */
export const PROTOCOL_VERSION = 1;
export const PRODUCT_VERSION = '0.1.0';
