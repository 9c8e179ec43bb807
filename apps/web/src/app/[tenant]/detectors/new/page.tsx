import type { Metadata } from 'next';
import { DetectorEditorView } from '../_components/detector-editor-view';

export const metadata: Metadata = { title: 'Write a detector' };

export default function NewDetectorPage() {
  return <DetectorEditorView own={null} inForce={null} />;
}
