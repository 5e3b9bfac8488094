"""Authority files for tests, and their entries."""

from __future__ import annotations

from pathlib import Path

from converters.authority.forms import forms
from tei.entities import Entity, Name

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "authority" / "seed.xml"
SHARED = ROOT.parent / "shared"
TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Names</title></titleStmt>
<publicationStmt><p>-</p></publicationStmt><sourceDesc><p>-</p></sourceDesc></fileDesc></teiHeader><standOff>
{}
</standOff></TEI>"""
VOLUME = """<listPerson>
<person xml:id="dulles"><persName><surname>Dulles</surname> <forename>John Foster</forename></persName>
  <note>Dulles, John Foster, Secretary of State until April 1959</note></person>
<person xml:id="herter"><persName><surname>Herter</surname> <forename>Christian A.</forename></persName>
  <note>Herter, Christian A., Under Secretary of State until April 1959; thereafter Secretary of State</note></person>
<person xml:id="eisenhower"><persName><surname>Eisenhower</surname> <forename>Dwight D.</forename></persName>
  <note>Eisenhower, Dwight D., President of the United States</note></person>
<person xml:id="degaulle"><persName><surname>De Gaulle</surname> <forename>Charles</forename></persName>
  <note>De Gaulle, Charles, President of France from January 8, 1959</note></person>
<person xml:id="lloyd"><persName><surname>Lloyd</surname> <forename>Selwyn</forename></persName>
  <note>Lloyd, Selwyn, British Secretary of State for Foreign Affairs</note></person>
<person xml:id="smith"><persName><surname>Smith</surname> <forename>Gerard C.</forename></persName>
  <note>Smith, Gerard C., Assistant Secretary for Policy Planning, Department of State</note></person>
<person xml:id="mcelroy"><persName><surname>McElroy</surname> <forename>Neil H.</forename></persName>
  <note>McElroy, Neil H., Secretary of Defense</note></person>
<person xml:id="twining"><persName><surname>Twining</surname> <forename>General Nathan F.</forename></persName>
  <note>Twining, General Nathan F., USAF, Chairman, Joint Chiefs of Staff, until September 1960</note></person>
</listPerson>"""


def person(surname: str, forename: str) -> Entity:
    parts = (("surname", surname), ("forename", forename)) if forename else ()
    return Entity("p", "person", (Name(f"{surname} {forename}".strip(), parts=parts),))


def texts(entity: Entity, *kinds: str) -> set[str]:
    return {form.text for form in forms(entity) if not kinds or form.kind in kinds}
