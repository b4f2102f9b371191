/** Whether the gallery is built in: development and test builds. */
declare const __GALLERY__: boolean;
