import { FileUp } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import './import-file.css';

interface DropPlaceProps {
  title: string;
  hint: string;
  className?: string;
  /** Pressed: ask for files. */
  onChoose: () => void;
  /** At least one file was dropped. */
  onDrop: (files: readonly File[]) => void;
}

/** A large button that asks for files, and takes those that are dropped on it. */
export function DropPlace({ title, hint, className = '', onChoose, onDrop }: DropPlaceProps) {
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const files = [...event.dataTransfer.files];
    if (files.length > 0) onDrop(files);
  };
  return (
    <button
      type="button"
      className={`vm-import-drop ${className}`.trimEnd()}
      data-over={isOver || undefined}
      data-next
      onClick={onChoose}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <FileUp size="2rem" strokeWidth={1.5} aria-hidden />
      <strong>{title}</strong>
      <span>{hint}</span>
    </button>
  );
}
