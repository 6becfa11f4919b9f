import { usePlace } from '../../navigate.ts';
import { AssignForm } from './assign-form.tsx';
import { TaskPage } from './task-page.tsx';
import { TaskWork } from './task-work.tsx';
import './task.css';

/** `/tasks`, `/tasks/<assignment>`, `/tasks/task/<task>[/edit|/units]`, `/tasks/new[/<directive>]`. */
export default function TaskScreen() {
  const [, first, second, third] = usePlace();
  if (first === 'new') return <AssignForm directiveId={second} />;
  if (first === 'task' && second !== undefined) return <TaskPage key={second} taskId={second} mode={third} />;
  return <TaskWork openId={first} />;
}
