import { html, pageHead } from '#web'
import type { Html } from '#web'

/** The accessibility statement: what was checked, how, when, and what was not. */
export function accessibility(): Html {
  return html`${pageHead({
    title: 'Accessibility statement',
    lede: 'We want everybody who works with these figures, or is affected by them, to be able to read them.',
  })}
<p>This statement is of Headwater, the program. The council that runs it adds its own name and how to reach it.</p>
<h2>How accessible it is</h2>
<p>We build to the Web Content Accessibility Guidelines, version 2.2, level AA. We believe that the pages meet them in what we have checked, and say below what we have not. We have not had the pages audited by somebody else.</p>
<ul><li>Every page works without scripts, with the keyboard alone, and at 320 pixels wide without scrolling sideways.</li>
<li>Every chart has a title and a description with its numbers, and a table below it. Nothing is told by colour alone.</li>
<li>Text can be enlarged to 400% without loss. Colours keep a contrast of 4.5 to 1 or more.</li>
<li>Errors are listed at the top and beside the field, with what to enter; what was typed is kept.</li>
<li>Wide tables of figures scroll inside a named region that takes the keyboard’s focus.</li></ul>
<h2>What we have not done</h2>
<ul><li>The pages have not been tested by people who use screen readers, magnifiers or voice control.</li>
<li>They were checked in Chromium. Firefox and Safari were not checked.</li>
<li>Text inside drawings cannot be checked by machine: its colours were computed one by one.</li>
<li>Spreadsheets that you download are plain tables. Their headings are marked; they hold no further description.</li></ul>
<h2>How it was checked</h2>
<p>With axe-core, version 4, and its rules for WCAG 2.0, 2.1 and 2.2, levels A and AA, and good practice, in Chromium at 1280 and 320 pixels; and by reading the pages with the keyboard. A page with a finding is not released.</p>
<h2>Tell us</h2>
<p>If you cannot read something here, ask the council that runs this service, by any means you like. It has a duty to make reasonable adjustments, such as giving you the information in another form (Equality Act 2010, s.20).</p>
<p>If you are not content with the answer, the <a href="https://www.equalityadvisoryservice.com/">Equality Advisory and Support Service</a> can advise you. The Equality and Human Rights Commission enforces the Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018.</p>
<p class="small slate">Prepared and last reviewed on 25 November 2026.</p>`
}
