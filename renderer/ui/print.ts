/** Prints one part of the page alone: while it does, the body is marked with its name, by which CSS shows nothing else. */
export function printOnly(part: string): void {
  document.body.dataset['print'] = part;
  window.print();
  delete document.body.dataset['print'];
}
