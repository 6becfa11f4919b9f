declare module 'echarts/lib/i18n/lang*.js' {
  import type { registerLocale } from 'echarts/core';

  /** The words of the charts themselves. */
  const words: Parameters<typeof registerLocale>[1];
  export default words;
}
