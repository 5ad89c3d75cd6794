import type { Packet } from '../api/reviews.ts';
import { EditDiff } from '../parts/EditDiff.tsx';

/** An edit of this action: the one that ended this review, or the one that is asked about here. */
export function EditView({ packet: { edit, state } }: { readonly packet: Packet }) {
  if (edit === null) return null;
  return (
    <section aria-labelledby="edit">
      <h2 id="edit">Edited by {edit.by}</h2>
      {state === 'edited' && (
        <p className="quiet">
          Below stands what was proposed. What it became passes the gate as an action of its own.
        </p>
      )}
      <EditDiff before={edit.before} after={edit.after} />
    </section>
  );
}
