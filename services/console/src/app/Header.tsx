import { useState, type SubmitEvent } from 'react';
import { choosePerson } from './person.ts';
import type { Route } from './route.ts';

const PAGES = [
  { name: 'Overview', href: '#/', pages: ['overview'] },
  { name: 'Reviews', href: '#/reviews', pages: ['reviews', 'review'] },
  { name: 'In doubt', href: '#/doubts', pages: ['doubts'] },
  { name: 'Cases', href: '#/cases', pages: ['cases', 'case'] },
  { name: 'Workers', href: '#/workers', pages: ['workers', 'worker'] },
  { name: 'Audit', href: '#/audit', pages: ['audit'] },
  { name: 'Trace', href: '#/trace', pages: ['trace'] },
] as const;

interface HeaderProps {
  readonly page: Route['page'];
  readonly person: string;
  readonly live: boolean;
}

export function Header({ page, person, live }: HeaderProps) {
  return (
    <header>
      <a className="skip" href="#content" onClick={skip}>
        Skip to the content
      </a>
      <nav aria-label="Pages">
        {PAGES.map(({ name, href, pages }) => (
          <a
            key={name}
            href={href}
            aria-current={(pages as readonly string[]).includes(page) ? 'page' : undefined}
          >
            {name}
          </a>
        ))}
      </nav>
      <span className={`live ${live ? 'on' : 'off'}`} role="status">
        {live ? 'live' : 'not live'}
      </span>
      <Identity key={person} person={person} />
    </header>
  );
}

/** The link would change the address, which names the page here. */
function skip(event: { preventDefault: () => void }): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}

/** Who decides. A development identity: any name may be given, and the control-plane holds it to the policies. */
function Identity({ person }: { readonly person: string }) {
  const [name, setName] = useState(person);
  const choose = (event: SubmitEvent) => {
    event.preventDefault();
    choosePerson(name);
  };
  return (
    <form className="identity" onSubmit={choose}>
      <label htmlFor="person">You are</label>
      <input
        id="person"
        value={name}
        placeholder="choose who you are"
        autoComplete="username"
        spellCheck={false}
        maxLength={200}
        onChange={(event) => setName(event.target.value)}
        onBlur={() => choosePerson(name)}
      />
    </form>
  );
}
