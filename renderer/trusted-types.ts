interface PolicyFactory {
  createPolicy(
    name: string,
    rules: Record<'createHTML' | 'createScript' | 'createScriptURL', (text: string) => string>,
  ): unknown;
}

/** Mantine writes style sheets as text through innerHTML; markup and scripts made from text are never wanted here. */
function plainText(text: string): string {
  if (text.includes('<')) throw new TypeError('markup from text is refused');
  return text;
}

function noScript(): never {
  throw new TypeError('script from text is refused');
}

const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
factory?.createPolicy('default', { createHTML: plainText, createScript: noScript, createScriptURL: noScript });
