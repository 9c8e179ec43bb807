import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';

interface LeaveDialogProps {
  readonly isOpen: boolean;
  readonly onStay: () => void;
  readonly onLeave: () => void;
}

export function LeaveDialog({ isOpen, onStay, onLeave }: LeaveDialogProps) {
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => !open && onStay()}
      title="Leave without publishing?"
      description="Nothing you changed is in force. The draft stays in this tab, and you find it again when you come back."
      footer={
        <>
          <Button onClick={onLeave}>Leave</Button>
          <Button variant="primary" onClick={onStay}>
            Go on editing
          </Button>
        </>
      }
    >
      {null}
    </Dialog>
  );
}
