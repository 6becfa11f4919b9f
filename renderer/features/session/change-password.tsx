export default function ChangePassword({ onDone }: { onDone: () => void }) { return <button type='button' onClick={onDone} />; }
