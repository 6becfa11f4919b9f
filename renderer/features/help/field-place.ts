import { type Topic, topics } from '../../help/topics.ts';

/** Where the help of a field stands: `directive.subject` is a part of the page of the fields of a directive. */
export function fieldPlace(element: Element | null): { topic: Topic; anchor: string } | undefined {
  const id = element?.closest<HTMLElement>('[data-help]')?.dataset['help'];
  const topic = topics.find((one) => one === `fields-${id?.split('.')[0] ?? ''}`);
  return id === undefined || topic === undefined ? undefined : { topic, anchor: id };
}
