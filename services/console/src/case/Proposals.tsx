import type { ProposalState, TimelineEvent } from '../api/cases.ts';
import { hrefOf } from '../app/route.ts';
import { Step } from '../parts/Step.tsx';
import { sayPercent } from '../say/number.ts';

interface ProposalsProps {
  readonly proposals: readonly ProposalState[];
  readonly reviews: readonly TimelineEvent[];
}

/** Every proposal of the case and where it stands. */
export function Proposals({ proposals, reviews }: ProposalsProps) {
  if (proposals.length === 0) return <p className="quiet">Nothing was proposed.</p>;
  return (
    <section>
      <h2>Proposals</h2>
      <div className="scroll">
        <table>
          <caption className="sr">Proposals</caption>
          <thead>
            <tr>
              <th scope="col">Action</th>
              <th scope="col">Stands</th>
              <th scope="col">Risk</th>
              <th scope="col" className="number">
                Confidence
              </th>
              <th scope="col">System</th>
            </tr>
          </thead>
          <tbody>
            {proposals.map(({ proposal, status }) => {
              const review = reviewOf(proposal.proposalId, reviews);
              return (
                <tr key={proposal.proposalId}>
                  <td className="wide">
                    {review === null ? (
                      proposal.summary
                    ) : (
                      <a href={hrefOf('reviews', review)}>{proposal.summary}</a>
                    )}
                  </td>
                  <td>
                    <Step step={status.at} />
                  </td>
                  <td>
                    <Step step={proposal.risk} />
                  </td>
                  <td className="number">{sayPercent(proposal.confidence)}</td>
                  <td>{proposal.system}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function reviewOf(proposalId: string, events: readonly TimelineEvent[]): string | null {
  const asked = events.findLast(
    (event) => event.type === 'review-requested' && event.data.proposalId === proposalId,
  );
  return asked?.type === 'review-requested' ? asked.data.reviewId : null;
}
