import { AuditPage } from '../audit/AuditPage.tsx';
import { CasePage } from '../case/CasePage.tsx';
import { CasesPage } from '../case/CasesPage.tsx';
import { DoubtsPage } from '../doubts/DoubtsPage.tsx';
import { OverviewPage } from '../overview/OverviewPage.tsx';
import { ReviewPage } from '../reviews/ReviewPage.tsx';
import { ReviewsPage } from '../reviews/ReviewsPage.tsx';
import { TracePage } from '../trace/TracePage.tsx';
import { WorkerPage } from '../workers/WorkerPage.tsx';
import { WorkersPage } from '../workers/WorkersPage.tsx';
import { Header } from './Header.tsx';
import { useLive } from './live.ts';
import { usePerson } from './person.ts';
import type { Route } from './route.ts';
import { useRoute } from './use-route.ts';

export function App() {
  const route = useRoute();
  const person = usePerson();
  const live = useLive(person);
  return (
    <>
      <Header page={route.page} person={person} live={live} />
      {/* What one person may see another may not: nothing stays when the person changes. */}
      <main id="content" key={person} tabIndex={-1}>
        {person === '' ? <WhoAreYou /> : <Page route={route} />}
      </main>
    </>
  );
}

function Page({ route }: { readonly route: Route }) {
  switch (route.page) {
    case 'overview':
      return <OverviewPage />;
    case 'reviews':
      return <ReviewsPage />;
    case 'review':
      return <ReviewPage key={route.id} reviewId={route.id} />;
    case 'doubts':
      return <DoubtsPage />;
    case 'cases':
      return <CasesPage />;
    case 'case':
      return <CasePage key={route.id} caseId={route.id} />;
    case 'workers':
      return <WorkersPage />;
    case 'worker':
      return <WorkerPage key={route.id} worker={route.id} />;
    case 'audit':
      return <AuditPage key={JSON.stringify(route.query)} query={route.query} />;
    case 'trace':
      return <TracePage key={JSON.stringify(route.query)} query={route.query} />;
    case 'unknown':
      return (
        <>
          <h1>No such page</h1>
          <p>
            Nothing is at this address. <a href="#/">Go to the overview</a>.
          </p>
        </>
      );
  }
}

/** The control-plane answers nobody that it does not know. */
function WhoAreYou() {
  return (
    <>
      <h1>Who are you?</h1>
      <p>
        Write your name at the top of the page, as the platform knows you, for example{' '}
        <code>maria.keller</code>. What you decide is recorded under it.
      </p>
    </>
  );
}
