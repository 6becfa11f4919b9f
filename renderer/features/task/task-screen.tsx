import { usePlace } from '../../navigate.ts';
import { ForbiddenState } from '../../ui/states.tsx';
import { AssignForm } from './assign-form.tsx';
import { useMayAssign } from './may.ts';
import { TaskPage } from './task-page.tsx';
import { TaskSheet } from './task-sheet.tsx';
import { TaskWork } from './task-work.tsx';
import './task.css';

/** `/tasks`, `/tasks/<assignment>`, `/tasks/task/<task>[/edit|/units]`, `/tasks/new[/<directive>]`, `/tasks/sheet`. */
export default function TaskScreen() {
  const [, first, second, third] = usePlace();
  const mayAssign = useMayAssign();
  if (first === 'sheet') return mayAssign ? <TaskSheet /> : <ForbiddenState />;
  if (first === 'new') return <AssignForm directiveId={second} />;
  if (first === 'task' && second !== undefined) return <TaskPage key={second} taskId={second} mode={third} />;
  return <TaskWork openId={first} />;
}
