import { Component, type ReactNode } from 'react';
import { Button } from '../ui/Button.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';

/** Keeps the frame alive when drawing a screen fails: nothing has been written, the screen can be drawn again. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <div className="page">
        <ErrorMessage failure={{ code: 'internal', detail: '画面を表示できませんでした。' }}>
          <Button onClick={() => this.setState({ error: null })}>もう一度表示する</Button>
        </ErrorMessage>
      </div>
    );
  }
}
