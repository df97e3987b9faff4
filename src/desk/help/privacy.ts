import { html, pageHead, simpleTable } from '#web'
import type { Html } from '#web'

/** What is kept of whom, for how long, and what is never done. */
export function privacy(): Html {
  return html`${pageHead({
    title: 'Privacy',
    lede: 'Nobody is tracked here. Planning data hold no names. Each council’s data are its own.',
  })}
<p>The council that runs this service decides what is put into it, and answers for it under data protection law. This page says what the program does with it.</p>
<h2>Children</h2>
<ul><li>The statutory return is read into planning data without names, pupil numbers or postcodes. The child’s number becomes a pseudonym, made with a secret key of the council: it cannot be turned back without the key, and another council’s pseudonym of the same number is another.</li>
<li>The files are kept as they were sent, apart from the planning data, because the council must be able to show what it reported.</li>
<li>A row shows only columns that identify nobody. To see the whole row, somebody with the returns role must give a purpose; the name, the row and the purpose are recorded.</li>
<li>Groups of children are forecast. No child is given a score, a rank or a prediction.</li></ul>
<h2>People who work here</h2>
<ul><li>We keep your name, your email address, your roles, and a scrambled form of your password from which it cannot be read.</li>
<li>What you change is recorded with your name and the time, and the record cannot be altered. Reading a page is not recorded, but for whole rows.</li>
<li>The service’s log holds neither names nor addresses of pages.</li></ul>
<h2>Cookies</h2>
${cookies()}
<p>There are no other cookies, no analytics and no third party: every part of a page comes from the council’s own server.</p>
<h2>How long things are kept</h2>
${retention()}
<h2>Your rights</h2>
<p>Ask the council’s data protection officer what is held about you, and to have it put right. If you are not content with the answer, you may complain to the <a href="https://ico.org.uk/make-a-complaint/">Information Commissioner</a>.</p>`
}

function cookies(): Html {
  return simpleTable({
    caption: 'The cookies, all of them needed',
    columns: [{ head: 'Cookie' }, { head: 'What for' }, { head: 'How long' }],
    lines: [
      {
        cells: [
          'headwater-session',
          'That you are signed in',
          'Until you sign out, and 12 hours at most unless your council has set another time',
        ],
      },
      {
        cells: [
          'headwater-visitor',
          'That a form of somebody not signed in is their own',
          'Until you close the browser',
        ],
      },
      { cells: ['headwater-flash', 'A message for the next page, such as “Saved”', 'Two minutes'] },
    ],
    stack: true,
  })
}

function retention(): Html {
  return simpleTable({
    caption: 'What is kept, and for how long',
    columns: [{ head: 'What' }, { head: 'How long' }],
    lines: [
      {
        cells: [
          'Files of the return, as they were sent',
          'To the end of the month seven years after they were sent; the council may take them away from then on',
        ],
      },
      { cells: ['Planning data, without names', 'As long as the import they belong to is kept'] },
      {
        cells: [
          'Forecasts and their input',
          'As long as the council runs the service: a decision must be able to show what it rested on',
        ],
      },
      { cells: ['The record of who did what', 'As long as the council runs the service'] },
      { cells: ['Sessions', 'Until they end'] },
    ],
    stack: true,
  })
}
