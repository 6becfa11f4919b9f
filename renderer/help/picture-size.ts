/** Every picture shows the work of a screen at 1366 × 768, without bar and rail. */
export const pictureSize = { width: 1158, height: 720 } as const;
