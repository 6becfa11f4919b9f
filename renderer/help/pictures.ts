/** Pictures of screens, by their files: the same that the README shows. A page names one, a browser fetches it when it comes into sight. */
const files = import.meta.glob<string>('../../build/pictures/*.webp', {
  eager: true,
  query: '?url',
  import: 'default',
});

/** Where a picture lies; undefined for one that is not there. */
export const pictureAddress = (name: string): string | undefined => files[`../../build/pictures/${name}.webp`];
