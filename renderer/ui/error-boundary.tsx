import { Component, type ReactNode } from 'react';
import { flushAll } from './flush.ts';
import { ErrorState } from './states.tsx';

/** A screen that fails leaves the frame standing and offers to start the page anew; drafts are saved first. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <ErrorState
        error={{ code: 'INTERNAL', details: { incident: 'SCREEN' } }}
        onRetry={() => void flushAll().then(() => location.reload())}
      />
    );
  }
}
