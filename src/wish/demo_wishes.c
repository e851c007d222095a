// SPDX-License-Identifier: EUPL-1.2
/* demo_wishes - the wishes of the demo organisation, Dutch and English; all people and figures are
 * invented. Days count from 2025-07-01 = 100; 0 is no day. In the order in which they were asked.
 */
#include "wish/demo_wish.h"

/* One block per wish reads better than one line per word. */
// clang-format off

const DemoWish demo_wishes[] = {
    {.code = "T01", .asker = "p32", .team = "INF", .want_owner = "p06", .it_owner = "p32",
     .adviser = "", .reader = "WON", .kind = "upkeep", .story = DEMO_DONE,
     .created = 78, .understood = 92, .started = 106, .in_use = 201, .done = 201, .ended = 0,
     .title = {"Databaseversie upgraden (einde ondersteuning)",
     "Upgrade database version (end of support)"},
     .words = {"Zonder dit krijgen we na oktober geen beveiligingsreparaties meer voor "
     "het huursysteem.",
     "Without this the rent system gets no more security fixes after October."},
     .back = {"Wij merken er weinig van: één avond kan het huursysteem niet open. Doen "
     "we het niet, dan is het huursysteem na oktober niet veilig meer.",
     "We notice little: one evening the rent system is closed. If we do not do "
     "it, the rent system is no longer safe after October."}},
    {.code = "T02", .asker = "p32", .team = "INF", .want_owner = "p23", .it_owner = "p32",
     .adviser = "", .reader = "HRM", .kind = "security", .story = DEMO_DONE,
     .created = 106, .understood = 120, .started = 134, .in_use = 330, .done = 330, .ended = 0,
     .title = {"MFA voor alle accounts",
     "MFA for all accounts"},
     .words = {"Een gestolen wachtwoord is dan niet genoeg om binnen te komen.",
     "A stolen password is then not enough to get in."},
     .back = {"Iedereen typt naast het wachtwoord een code van de telefoon. Wij "
     "vertellen het twee weken vooraf en helpen wie geen telefoon heeft.",
     "Everybody types a code from the phone beside the password. We tell people "
     "two weeks ahead and help whoever has no phone."}},
    {.code = "W01", .asker = "p14", .team = "APP", .want_owner = "p13", .it_owner = "p28",
     .adviser = "p31", .reader = "", .kind = "new", .story = DEMO_DONE,
     .created = 107, .understood = 150, .started = 225, .in_use = 351, .done = 449, .ended = 0,
     .title = {"Reparatie meteen inplannen aan de telefoon",
     "Plan a repair right away on the phone"},
     .words = {"Als een huurder belt over een lekkende kraan, moet ik nu terugbellen met "
     "een datum. Ik wil dat de collega aan de telefoon meteen een afspraak kan "
     "kiezen.",
     "When a tenant calls about a leaking tap I have to call back later with a "
     "date. I want the colleague on the phone to pick an appointment at once."},
     .back = {"Belt een huurder over een reparatie, dan kiest de collega aan de telefoon "
     "meteen een dag en een dagdeel. De huurder hoort de afspraak in hetzelfde "
     "gesprek. Alleen voor reparaties binnen in huis.",
     "When a tenant calls about a repair, the colleague on the phone picks a "
     "day and a part of the day at once. The tenant hears the appointment in "
     "the same call. Only for repairs inside the home."},
     .first = {"De planner ziet nieuwe verzoeken sneller en belt de huurder dezelfde dag "
     "terug.",
     "The planner sees new requests sooner and calls the tenant back the same "
     "day."},
     .correction = {"Nee, niet terugbellen. De collega die opneemt moet zelf de afspraak "
     "kunnen kiezen.",
     "No, no calling back. The colleague who answers must be able to pick the "
     "appointment."}},
    {.code = "W05", .asker = "p24", .team = "INF", .want_owner = "p23", .it_owner = "p32",
     .adviser = "p36", .reader = "", .kind = "new", .story = DEMO_DONE,
     .created = 108, .understood = 166, .started = 169, .in_use = 211, .done = 373, .ended = 0,
     .title = {"Nieuwe collega heeft op dag 1 een werkende laptop",
     "New colleague has a working laptop on day 1"},
     .words = {"Vorige maand wachtten drie nieuwe mensen een week op toegang. Dat geeft "
     "een slechte start.",
     "Last month three new people waited a week for access. That is a bad "
     "start."},
     .back = {"Een nieuwe collega heeft op de eerste dag een laptop, kan inloggen en mag "
     "in het huursysteem. De leidinggevende vraagt dat twee weken eerder aan.",
     "A new colleague has a laptop on the first day, can log in and may use the "
     "rent system. The manager asks for it two weeks earlier."},
     .first = {"De laptop ligt op de eerste dag klaar bij de Servicedesk.",
     "The laptop is ready at the Service Desk on the first day."},
     .correction = {"Een laptop alleen is niet genoeg. Inloggen en het huursysteem moeten ook "
     "werken.",
     "A laptop alone is not enough. Logging in and the rent system must work "
     "too."}},
    {.code = "W03", .asker = "p22", .team = "DAT", .want_owner = "p20", .it_owner = "p34",
     .adviser = "p31", .reader = "", .kind = "new", .story = DEMO_DONE,
     .created = 109, .understood = 211, .started = 213, .in_use = 239, .done = 432, .ended = 0,
     .title = {"Huurverhoging zonder nachtwerk",
     "Rent increase without night work"},
     .words = {"Ieder jaar in mei zitten we drie avonden lijsten te vergelijken. Ik wil "
     "dat het systeem zelf zegt welke huren niet kloppen.",
     "Every May we compare lists for three evenings. I want the system to tell "
     "which rents are wrong."},
     .back = {"Vóór de huurverhoging maakt het systeem zelf een lijst van huren die "
     "niet kloppen, met de reden erbij. Jullie kijken alleen die lijst na. De "
     "brief aan de huurder hoort er niet bij.",
     "Before the rent increase the system itself lists the rents that are "
     "wrong, with the reason. You only check that list. The letter to the "
     "tenant is not part of it."},
     .first = {"Jullie krijgen in mei een lijst met alle huren, zodat vergelijken sneller "
     "gaat.",
     "In May you get a list of all rents, so that comparing is faster."},
     .correction = {"Nog steeds te veel werk. Ik wil alleen de huren zien die niet kloppen.",
     "Still too much work. I only want to see the rents that are wrong."}},
    {.code = "T03", .asker = "p32", .team = "INF", .want_owner = "p02", .it_owner = "p32",
     .adviser = "", .reader = "BES", .kind = "security", .story = DEMO_DONE,
     .created = 113, .understood = 127, .started = 141, .in_use = 173, .done = 173, .ended = 0,
     .title = {"Back-up hersteltest per kwartaal",
     "Quarterly restore test"},
     .words = {"We weten dan zeker dat we na een ramp binnen een dag weer werken.",
     "Then we know we can work again within a day after a disaster."},
     .back = {"Na een ramp kunnen we binnen een dag weer werken, en dat is geprobeerd. "
     "Van de proef merkt niemand iets.",
     "After a disaster we can work again within a day, and that has been tried. "
     "Nobody notices the trial."}},
    {.code = "W02", .asker = "p11", .team = "APP", .want_owner = "p10", .it_owner = "p28",
     .adviser = "p31", .reader = "", .kind = "new", .story = DEMO_UNDERSTOOD,
     .created = 113, .understood = 191, .started = 0, .in_use = 0, .done = 0, .ended = 0,
     .title = {"Eén scherm met alles van een huurder",
     "One screen with everything about a tenant"},
     .words = {"Ik heb zes schermen open om één vraag te beantwoorden. Kan ik op één "
     "plek zien: huur, reparaties en laatste gesprekken?",
     "I have six screens open to answer one question. Can I see rent, repairs "
     "and last talks in one place?"},
     .back = {"Op één scherm zie je van een huurder de huur, de reparaties en de "
     "laatste drie gesprekken. Je hoeft niets meer op te zoeken in andere "
     "schermen. Iets wijzigen doe je nog wel op de oude plek.",
     "On one screen you see a tenant's rent, repairs and last three talks. You "
     "need not look in other screens any more. Changing something still happens "
     "in the old place."},
     .first = {"We maken een nieuw systeem waarin alle gegevens van een huurder staan.",
     "We make a new system that holds all data of a tenant."},
     .correction = {"Dat hoeft niet. Ik wil alleen kijken, op één plek. Wijzigen mag blijven "
     "waar het is.",
     "Not needed. I only want to look, in one place. Changing may stay where it "
     "is."}},
    {.code = "W04", .asker = "p26", .team = "APP", .want_owner = "p25", .it_owner = "p28",
     .adviser = "p31", .reader = "", .kind = "new", .story = DEMO_DONE,
     .created = 114, .understood = 135, .started = 162, .in_use = 180, .done = 343, .ended = 0,
     .title = {"Foto's van huurders op de website",
     "Photos of tenants on the website"},
     .words = {"We willen verhalen met foto's van huurders plaatsen. Mag dat, en waar "
     "bewaren we de toestemming?",
     "We want to publish stories with photos of tenants. Is that allowed, and "
     "where do we keep consent?"},
     .back = {"Jullie willen verhalen met een foto plaatsen. We bewaren bij elke foto of "
     "de huurder ja zei, en tot wanneer. Trekt iemand dat in, dan zie je welke "
     "foto weg moet.",
     "You want to publish stories with a photo. With every photo we keep "
     "whether the tenant said yes, and until when. If somebody takes that back, "
     "you see which photo must go."}},
    {.code = "W06", .asker = "p07", .team = "APP", .want_owner = "p06", .it_owner = "p28",
     .adviser = "p31", .reader = "", .kind = "new", .story = DEMO_DONE,
     .created = 121, .understood = 156, .started = 183, .in_use = 260, .done = 403, .ended = 0,
     .title = {"Digitaal huurcontract tekenen",
     "Sign the rental contract digitally"},
     .words = {"Mensen nemen vrij voor een handtekening. Ik wil dat ze thuis op hun "
     "telefoon kunnen tekenen.",
     "People take a day off for a signature. I want them to sign at home on "
     "their phone."},
     .back = {"Een nieuwe huurder krijgt het contract op de telefoon en tekent het daar. "
     "Langskomen hoeft niet meer, maar mag wel. Op papier tekenen blijft "
     "mogelijk.",
     "A new tenant gets the contract on the phone and signs it there. Coming by "
     "is not needed but allowed. Signing on paper stays possible."},
     .first = {"De huurder tekent op een tablet aan de balie.",
     "The tenant signs on a tablet at the desk."},
     .correction = {"Dan moeten ze nog steeds vrij nemen. Thuis, op hun eigen telefoon.",
     "Then they still have to take a day off. At home, on their own phone."}},
    {.code = "T04", .asker = "p34", .team = "DAT", .want_owner = "p13", .it_owner = "p34",
     .adviser = "", .reader = "OND", .kind = "upkeep", .story = DEMO_DONE,
     .created = 127, .understood = 141, .started = 155, .in_use = 327, .done = 327, .ended = 0,
     .title = {"Koppeling huursysteem–planning vernieuwen (API)",
     "Renew integration rent system–planning (API)"},
     .words = {"Afspraken verdwijnen dan niet meer tussen twee systemen.",
     "Appointments no longer get lost between two systems."},
     .back = {"Een afspraak die aan de telefoon is gemaakt, staat ook bij de planner. Nu "
     "verdwijnt er elke week een aantal.",
     "An appointment made on the phone also stands with the planner. Now a "
     "number get lost every week."}},
    {.code = "T05", .asker = "p32", .team = "INF", .want_owner = "p10", .it_owner = "p32",
     .adviser = "", .reader = "KCC", .kind = "upkeep", .story = DEMO_DONE,
     .created = 134, .understood = 148, .started = 162, .in_use = 236, .done = 236, .ended = 0,
     .title = {"Netwerk vestiging Noord vervangen",
     "Replace network North office"},
     .words = {"Klantcontact in Noord valt dan niet meer elke week uit.",
     "Customer contact North no longer drops out every week."},
     .back = {"Op locatie Noord valt de telefoon niet meer elke week weg. Het werk "
     "gebeurt in een weekend.",
     "At the North office the phone no longer drops out every week. The work "
     "happens in a weekend."}},
    {.code = "W07", .asker = "p19", .team = "DAT", .want_owner = "p17", .it_owner = "p34",
     .adviser = "p31", .reader = "", .kind = "new", .story = DEMO_UNDERSTOOD,
     .created = 134, .understood = 171, .started = 0, .in_use = 0, .done = 0, .ended = 0,
     .title = {"Kaart met de staat van daken",
     "Map with the state of roofs"},
     .words = {"Ik wil op een kaart zien welke daken de komende vijf jaar aan de beurt "
     "zijn, met kosten.",
     "I want to see on a map which roofs are due in the next five years, with "
     "costs."},
     .back = {"Op een kaart zie je per dak wanneer het aan de beurt is en wat het "
     "ongeveer kost, voor de komende vijf jaar. De gegevens komen uit jullie "
     "eigen lijst.",
     "On a map you see for each roof when its turn comes and roughly what it "
     "costs, for the next five years. The data comes from your own list."}},
    {.code = "W08", .asker = "p15", .team = "APP", .want_owner = "p13", .it_owner = "p28",
     .adviser = "p31", .reader = "", .kind = "new", .story = DEMO_IN_USE,
     .created = 136, .understood = 254, .started = 302, .in_use = 407, .done = 0, .ended = 0,
     .title = {"App werkt ook in de kelder",
     "App also works in the basement"},
     .words = {"In kelders heb ik geen bereik. Dan ben ik de foto's en uren kwijt. De app "
     "moet bewaren en later versturen.",
     "In basements I have no signal. Then I lose photos and hours. The app must "
     "save and send later."},
     .back = {"Zonder bereik bewaart de app foto's en uren op de telefoon. Zodra er weer "
     "bereik is, gaan ze vanzelf mee. Je ziet wat nog niet verstuurd is.",
     "Without signal the app keeps photos and hours on the phone. As soon as "
     "there is signal they go along by themselves. You see what has not been "
     "sent."}},
    {.code = "T06", .asker = "p32", .team = "INF", .want_owner = "p02", .it_owner = "p32",
     .adviser = "", .reader = "BES", .kind = "security", .story = DEMO_DONE,
     .created = 141, .understood = 155, .started = 169, .in_use = 313, .done = 313, .ended = 0,
     .title = {"Logboek centraal (SIEM)",
     "Central log (SIEM)"},
     .words = {"We zien een inbraakpoging in minuten in plaats van dagen.",
     "We see a break-in attempt in minutes instead of days."},
     .back = {"Probeert iemand in te breken, dan weten we het in minuten. Wat wij zelf "
     "doen, wordt niet bekeken.",
     "If somebody tries to break in we know within minutes. What we do "
     "ourselves is not watched."}},
    {.code = "W09", .asker = "p05", .team = "APP", .want_owner = "p02", .it_owner = "p28",
     .adviser = "p31", .reader = "", .kind = "new", .story = DEMO_DONE,
     .created = 143, .understood = 145, .started = 148, .in_use = 187, .done = 374, .ended = 0,
     .title = {"Contracten op tijd opzeggen",
     "Cancel contracts in time"},
     .words = {"We zijn twee keer te laat geweest met opzeggen. Ik wil drie maanden van "
     "tevoren een seintje.",
     "Twice we were too late to cancel. I want a signal three months ahead."},
     .back = {"Drie maanden voordat een contract opgezegd moet zijn, krijg je een "
     "bericht. Je ziet dan ook wie het contract gebruikt. Opzeggen doe je zelf.",
     "Three months before a contract must be cancelled you get a message. You "
     "also see who uses the contract. You cancel it yourself."}},
    {.code = "T07", .asker = "p28", .team = "APP", .want_owner = "p06", .it_owner = "p28",
     .adviser = "", .reader = "WON", .kind = "new", .story = DEMO_DONE,
     .created = 148, .understood = 162, .started = 176, .in_use = 264, .done = 264, .ended = 0,
     .title = {"Testomgeving huursysteem",
     "Test environment rent system"},
     .words = {"Fouten vinden we vóórdat huurders ze zien.",
     "We find errors before tenants see them."},
     .back = {"Nieuwe dingen proberen we eerst in een kopie. Fouten komen dan niet meer "
     "bij huurders terecht.",
     "We try new things in a copy first. Errors no longer reach tenants."}},
    {.code = "W10", .asker = "p12", .team = "INF", .want_owner = "p10", .it_owner = "p32",
     .adviser = "p36", .reader = "", .kind = "new", .story = DEMO_UNDERSTOOD,
     .created = 149, .understood = 197, .started = 0, .in_use = 0, .done = 0, .ended = 0,
     .title = {"Gesprekken terugluisteren om te leren",
     "Listen back to calls to learn"},
     .words = {"Ik wil gesprekken terugluisteren met nieuwe collega's. Wat mag wel en wat "
     "niet?",
     "I want to listen back to calls with new colleagues. What is allowed?"},
     .back = {"Je wilt gesprekken terugluisteren om nieuwe collega's te leren bellen. "
     "Eerst moet duidelijk zijn wat mag, hoe lang we bewaren en wie luistert.",
     "You want to listen back to calls to teach new colleagues. First it must "
     "be clear what is allowed, how long we keep it and who listens."},
     .first = {"We nemen alle gesprekken op en bewaren ze een jaar.",
     "We record all calls and keep them for a year."},
     .correction = {"Niet alles. Alleen wat we nodig hebben om te leren, en zo kort mogelijk.",
     "Not everything. Only what we need to learn, and as short as possible."}},
    {.code = "W11", .asker = "p20", .team = "DAT", .want_owner = "p20", .it_owner = "p34",
     .adviser = "p31", .reader = "", .kind = "new", .story = DEMO_IN_USE,
     .created = 150, .understood = 201, .started = 232, .in_use = 334, .done = 0, .ended = 0,
     .title = {"Maandcijfers op dag 3",
     "Monthly figures on day 3"},
     .words = {"De directie krijgt de cijfers nu op dag 9. Dan zijn ze al oud.",
     "The board now gets the figures on day 9. By then they are old."},
     .back = {"De maandcijfers staan op werkdag 3 klaar voor de directie. Daarvoor komen "
     "de boekingen elke nacht binnen in plaats van één keer per week.",
     "The monthly figures are ready for the board on working day 3. For that, "
     "bookings come in every night instead of once a week."}},
    {.code = "W12", .asker = "p08", .team = "APP", .want_owner = "p06", .it_owner = "p28",
     .adviser = "p31", .reader = "", .kind = "new", .story = DEMO_DECLINED,
     .created = 157, .understood = 176, .started = 0, .in_use = 0, .done = 0, .ended = 211,
     .title = {"Melding overlast met foto via WhatsApp",
     "Nuisance report with photo via WhatsApp"},
     .words = {"Huurders sturen nu foto's naar mijn eigen telefoon. Dat wil ik niet meer.",
     "Tenants send photos to my own phone. I do not want that any more."},
     .back = {"Huurders kunnen overlast met een foto melden zonder jouw eigen nummer te "
     "gebruiken. De melding komt bij het wijkteam binnen.",
     "Tenants can report nuisance with a photo without using your own number. "
     "The report reaches the neighbourhood team."},
     .reason = {"Nee, omdat foto's en adressen dan bij een ander bedrijf komen. In plaats "
     "daarvan maken we een beveiligd formulier met foto.",
     "No, because photos and addresses would then reach another company. "
     "Instead we make a protected form with a photo."}},
    {.code = "W13", .asker = "p25", .team = "DAT", .want_owner = "p25", .it_owner = "p34",
     .adviser = "p31", .reader = "", .kind = "new", .story = DEMO_IN_USE,
     .created = 164, .understood = 192, .started = 211, .in_use = 243, .done = 0, .ended = 0,
     .title = {"Nieuwsbrief naar alleen de mensen in één straat",
     "Newsletter to just one street"},
     .words = {"Bij werkzaamheden willen we alleen de bewoners van die straat mailen.",
     "For works we want to mail only the people in that street."},
     .back = {"Je kiest een straat en de mail gaat alleen naar de mensen die daar wonen. "
     "Je ziet vooraf hoeveel mensen dat zijn.",
     "You choose a street and the mail goes only to the people who live there. "
     "You see beforehand how many people that is."}},
    {.code = "T08", .asker = "p32", .team = "INF", .want_owner = "p20", .it_owner = "p32",
     .adviser = "", .reader = "FIN", .kind = "upkeep", .story = DEMO_DONE,
     .created = 169, .understood = 183, .started = 197, .in_use = 271, .done = 271, .ended = 0,
     .title = {"Oude fileserver uitzetten",
     "Switch off old file server"},
     .words = {"Scheelt 14.000 euro per jaar en een groot risico.",
     "Saves 14,000 euro a year and a big risk."},
     .back = {"De oude map gaat weg en dat scheelt geld. Wij ruimen vóór december onze "
     "eigen bestanden op.",
     "The old folder goes and that saves money. We clear our own files before "
     "December."}},
    {.code = "W14", .asker = "p23", .team = "APP", .want_owner = "p23", .it_owner = "p28",
     .adviser = "p31", .reader = "", .kind = "new", .story = DEMO_IN_USE,
     .created = 171, .understood = 198, .started = 246, .in_use = 292, .done = 0, .ended = 0,
     .title = {"Ziekmelden met één knop",
     "Report sick with one button"},
     .words = {"Nu bellen mensen, mailen ze én vullen ze een formulier in. Eén keer is "
     "genoeg.",
     "Now people call, mail and fill in a form. Once is enough."},
     .back = {"Iemand die ziek is, meldt dat één keer. De leidinggevende en het "
     "rooster weten het dan meteen. Wat iemand heeft, vragen we niet.",
     "Somebody who is ill reports it once. The manager and the roster know at "
     "once. We do not ask what somebody has."}},
    {.code = "W15", .asker = "p18", .team = "APP", .want_owner = "p17", .it_owner = "p28",
     .adviser = "p31", .reader = "", .kind = "new", .story = DEMO_DONE,
     .created = 178, .understood = 221, .started = 288, .in_use = 362, .done = 435, .ended = 0,
     .title = {"Bewoners zien de planning van de renovatie",
     "Residents see the renovation plan"},
     .words = {"Bewoners bellen elke dag wanneer ze aan de beurt zijn. Laat ze het zelf "
     "zien.",
     "Residents call every day to ask when it is their turn. Let them see it."},
     .back = {"Bewoners zien op de website in welke week hun woning aan de beurt is. "
     "Verandert dat, dan krijgen ze een bericht.",
     "Residents see on the website in which week their home's turn comes. If "
     "that changes they get a message."}},
    {.code = "W17", .asker = "p09", .team = "DAT", .want_owner = "p06", .it_owner = "p34",
     .adviser = "p31", .reader = "", .kind = "new", .story = DEMO_DONE,
     .created = 183, .understood = 242, .started = 247, .in_use = 309, .done = 434, .ended = 0,
     .title = {"Leegstand zien per dag",
     "See vacancy per day"},
     .words = {"Ik wil elke ochtend zien welke woningen leeg staan en waarop we wachten.",
     "Every morning I want to see which homes are empty and what we wait for."},
     .back = {"Elke ochtend staat er een lijst van lege woningen klaar, met hoe lang al "
     "en waarop het wacht. Sloop en tijdelijke verhuur tellen niet mee.",
     "Every morning a list of empty homes is ready, with how long and what it "
     "waits for. Demolition and temporary letting do not count."}},
    {.code = "W16", .asker = "p16", .team = "DAT", .want_owner = "p13", .it_owner = "p34",
     .adviser = "p31", .reader = "", .kind = "new", .story = DEMO_MAKING,
     .created = 185, .understood = 234, .started = 337, .in_use = 0, .done = 0, .ended = 0,
     .title = {"Voorraad in de bus klopt",
     "Stock in the van is right"},
     .words = {"De vakman rijdt terug omdat het onderdeel niet in de bus ligt, terwijl "
     "het systeem zegt van wel.",
     "The tradesman drives back because the part is not in the van although the "
     "system says it is."},
     .back = {"Wat het systeem zegt dat er in de bus ligt, ligt er ook. De vakman boekt "
     "af met één druk, en elke avond wordt de bus aangevuld op wat er echt "
     "weg is.",
     "What the system says is in the van, is in it. The tradesman books off "
     "with one press, and every evening the van is filled by what is really "
     "gone."},
     .first = {"De vakman telt elke week de bus en geeft dat door.",
     "The tradesman counts the van every week and reports it."},
     .correction = {"Nog meer tellen wil niemand. Het moet kloppen omdat we meteen afboeken.",
     "Nobody wants more counting. It must be right because we book off at once."}},
    {.code = "W18", .asker = "p10", .team = "APP", .want_owner = "p10", .it_owner = "p28",
     .adviser = "p31", .reader = "", .kind = "new", .story = DEMO_IN_USE,
     .created = 198, .understood = 226, .started = 323, .in_use = 393, .done = 0, .ended = 0,
     .title = {"Huurder ziet zelf de stand van zijn reparatie",
     "Tenant sees the state of the repair"},
     .words = {"Een op de vier telefoontjes is: wanneer komt er iemand? Dat kan de "
     "huurder zelf zien.",
     "One in four calls is: when will someone come? The tenant can see that."},
     .back = {"De huurder ziet op de website of er een afspraak is, wanneer iemand komt "
     "en of het klaar is. Bellen kan nog steeds.",
     "The tenant sees on the website whether there is an appointment, when "
     "somebody comes and whether it is done. Calling is still possible."}},
    {.code = "W19", .asker = "p22", .team = "APP", .want_owner = "p20", .it_owner = "p28",
     .adviser = "p31", .reader = "", .kind = "new", .story = DEMO_UNDERSTOOD,
     .created = 200, .understood = 242, .started = 0, .in_use = 0, .done = 0, .ended = 0,
     .title = {"Automatisch een betaalregeling aanbieden",
     "Offer a payment plan automatically"},
     .words = {"Als iemand één maand achterloopt willen we snel en vriendelijk een "
     "regeling aanbieden.",
     "If someone is one month behind we want to offer a plan quickly and "
     "kindly."},
     .back = {"Wie één maand achterloopt, krijgt een vriendelijk bericht met een "
     "voorstel om in delen te betalen. Een collega kijkt mee voordat het "
     "weggaat.",
     "Whoever is one month behind gets a friendly message with an offer to pay "
     "in parts. A colleague looks before it goes out."},
     .first = {"Het systeem stuurt vanzelf een betaalregeling aan wie te laat is.",
     "The system sends a payment plan by itself to whoever is late."},
     .correction = {"Er moet eerst een mens naar kijken. Soms weten wij waarom iemand te laat "
     "is.",
     "A person must look first. Sometimes we know why somebody is late."}},
    {.code = "T11", .asker = "p32", .team = "INF", .want_owner = "p23", .it_owner = "p32",
     .adviser = "", .reader = "HRM", .kind = "upkeep", .story = DEMO_DONE,
     .created = 204, .understood = 218, .started = 232, .in_use = 341, .done = 341, .ended = 0,
     .title = {"Laptops vervangen ronde 1 (180 stuks)",
     "Replace laptops round 1 (180)"},
     .words = {"Opstarten gaat van 6 naar 1 minuut.",
     "Start-up goes from 6 minutes to 1."},
     .back = {"180 collega's krijgen een nieuwe laptop die binnen een minuut start. Het "
     "ruilen kost een half uur per persoon.",
     "180 colleagues get a new laptop that starts within a minute. Changing "
     "takes half an hour per person."}},
    {.code = "W20", .asker = "p02", .team = "INF", .want_owner = "p02", .it_owner = "p32",
     .adviser = "p36", .reader = "", .kind = "new", .story = DEMO_IN_USE,
     .created = 205, .understood = 211, .started = 225, .in_use = 257, .done = 0, .ended = 0,
     .title = {"Stukken voor het bestuur veilig op de iPad",
     "Board papers safely on the tablet"},
     .words = {"Bestuursstukken gaan nu per mail. Dat voelt niet goed.",
     "Board papers go by mail now. That does not feel right."},
     .back = {"Bestuursleden lezen de stukken in een afgeschermde map op de tablet. "
     "Mailen hoeft niet meer. Na een jaar verdwijnen de stukken vanzelf.",
     "Board members read the papers in a protected folder on the tablet. "
     "Mailing is no longer needed. After a year the papers disappear by "
     "themselves."}},
    {.code = "T10", .asker = "p34", .team = "DAT", .want_owner = "p13", .it_owner = "p34",
     .adviser = "", .reader = "OND", .kind = "fix", .story = DEMO_DONE,
     .created = 211, .understood = 225, .started = 239, .in_use = 355, .done = 355, .ended = 0,
     .title = {"Datakwaliteit adressen (BAG)",
     "Address data quality (BAG)"},
     .words = {"Brieven en vakmensen komen op het goede adres.",
     "Letters and tradesmen reach the right address."},
     .back = {"Onze vakmensen staan voor de goede deur en brieven komen aan. Twijfel "
     "over een adres komt bij ons op een lijst.",
     "Our tradesmen stand at the right door and letters arrive. Doubtful "
     "addresses come to us on a list."}},
    {.code = "W21", .asker = "p26", .team = "APP", .want_owner = "p25", .it_owner = "p28",
     .adviser = "p31", .reader = "", .kind = "new", .story = DEMO_IN_USE,
     .created = 212, .understood = 228, .started = 260, .in_use = 327, .done = 0, .ended = 0,
     .title = {"Website leesbaar voor iedereen",
     "Website readable for everyone"},
     .words = {"Mensen met een slecht zicht kunnen ons formulier niet invullen. Het moet "
     "ook wettelijk goed zijn.",
     "People with poor sight cannot fill in our form. It must also meet the "
     "law."},
     .back = {"Iedereen kan het formulier invullen, ook met een slecht zicht of zonder "
     "muis. We lossen op wat de wet vraagt, de tien meest gebruikte pagina's "
     "eerst.",
     "Everybody can fill in the form, also with poor sight or without a mouse. "
     "We mend what the law asks, the ten most used pages first."}},
    {.code = "W22", .asker = "p13", .team = "APP", .want_owner = "p13", .it_owner = "p28",
     .adviser = "p31", .reader = "", .kind = "new", .story = DEMO_DONE,
     .created = 227, .understood = 240, .started = 267, .in_use = 316, .done = 418, .ended = 0,
     .title = {"Foto bij de reparatieaanvraag",
     "Photo with the repair request"},
     .words = {"Met een foto weten we vooraf welk onderdeel nodig is.",
     "With a photo we know beforehand which part is needed."},
     .back = {"Een huurder kan bij de aanvraag een foto meesturen. De planner ziet die "
     "meteen bij de klus. De foto gaat na 90 dagen weg.",
     "A tenant can send a photo with the request. The planner sees it at once "
     "with the job. The photo goes after 90 days."}},
    {.code = "W23", .asker = "p17", .team = "DAT", .want_owner = "p17", .it_owner = "p34",
     .adviser = "p31", .reader = "", .kind = "new", .story = DEMO_MAKING,
     .created = 232, .understood = 260, .started = 421, .in_use = 0, .done = 0, .ended = 0,
     .title = {"Offertes van aannemers naast elkaar",
     "Contractor quotes side by side"},
     .words = {"We krijgen ze als pdf, Excel en brief. Vergelijken kost dagen.",
     "We get them as pdf, spreadsheet and letter. Comparing takes days."},
     .back = {"Je krijgt alle offertes in één tabel met dezelfde regels: wat, prijs, "
     "wanneer. Je ziet waar een aannemer iets niet noemt.",
     "You get all quotes in one table with the same lines: what, price, when. "
     "You see where a contractor does not mention something."}},
    {.code = "W24", .asker = "p07", .team = "APP", .want_owner = "p06", .it_owner = "p28",
     .adviser = "p31", .reader = "", .kind = "new", .story = DEMO_IN_USE,
     .created = 234, .understood = 248, .started = 309, .in_use = 348, .done = 0, .ended = 0,
     .title = {"Passend toewijzen controleren vóór het tekenen",
     "Check income fit before signing"},
     .words = {"We ontdekken te laat dat iemand te veel verdient voor de woning. Dat kost "
     "ons een verklaring van de accountant.",
     "We find out too late that someone earns too much for the home. That costs "
     "us with the auditor."},
     .back = {"Voordat iemand tekent, kijkt het systeem of het inkomen bij de huur past. "
     "Klopt het niet, dan kun je niet verder zonder reden.",
     "Before somebody signs, the system checks whether the income fits the "
     "rent. If not, you cannot go on without a reason."}},
    {.code = "W25", .asker = "p24", .team = "APP", .want_owner = "p23", .it_owner = "p28",
     .adviser = "p31", .reader = "", .kind = "new", .story = DEMO_UNDERSTOOD,
     .created = 240, .understood = 261, .started = 0, .in_use = 0, .done = 0, .ended = 0,
     .title = {"Zelf mijn rooster ruilen",
     "Swap my own shift"},
     .words = {"Collega's van klantcontact ruilen diensten via een papiertje op de "
     "koelkast.",
     "Customer contact colleagues swap shifts on a note on the fridge."},
     .back = {"Collega's ruilen zelf een dienst op hun telefoon. De teamleider zegt ja "
     "of nee. Het rooster verandert dan vanzelf.",
     "Colleagues swap a shift on their phone. The team lead says yes or no. The "
     "roster then changes by itself."}},
    {.code = "W26", .asker = "p11", .team = "INF", .want_owner = "p10", .it_owner = "p32",
     .adviser = "p36", .reader = "", .kind = "new", .story = DEMO_DONE,
     .created = 241, .understood = 253, .started = 295, .in_use = 379, .done = 454, .ended = 0,
     .title = {"Minder vaak inloggen",
     "Log in less often"},
     .words = {"Ik log elf keer per dag in. Ik schrijf wachtwoorden op, dat mag vast "
     "niet.",
     "I log in eleven times a day. I write down passwords, which I guess is not "
     "allowed."},
     .back = {"Je logt 's ochtends één keer in. Daarna openen acht programma's "
     "vanzelf. Bij drie oude programma's blijft het zoals het was.",
     "You log in once in the morning. After that eight programs open by "
     "themselves. With three old programs it stays as it was."}},
    {.code = "W27", .asker = "p21", .team = "DAT", .want_owner = "p20", .it_owner = "p34",
     .adviser = "p31", .reader = "", .kind = "new", .story = DEMO_IN_USE,
     .created = 255, .understood = 269, .started = 358, .in_use = 418, .done = 0, .ended = 0,
     .title = {"Energiekosten per complex",
     "Energy costs per complex"},
     .words = {"Bewoners vragen waarom hun servicekosten stijgen. Ik wil het per gebouw "
     "kunnen uitleggen.",
     "Residents ask why service costs rise. I want to explain it per building."},
     .back = {"Per gebouw zie je wat energie kostte, per maand en vergeleken met vorig "
     "jaar. Je kunt dat zo laten zien aan een bewoner.",
     "For each building you see what energy cost, per month and compared with "
     "last year. You can show that to a resident as it is."}},
    {.code = "T15", .asker = "p32", .team = "INF", .want_owner = "p10", .it_owner = "p32",
     .adviser = "", .reader = "KCC", .kind = "new", .story = DEMO_DONE,
     .created = 260, .understood = 274, .started = 288, .in_use = 337, .done = 337, .ended = 0,
     .title = {"Telefonie naar de cloud",
     "Telephony to the cloud"},
     .words = {"Klantcontact kan bij storing thuis doorwerken.",
     "Customer contact can work from home in an outage."},
     .back = {"Wij bellen via de computer en kunnen bij een storing thuis doorwerken. "
     "Iedereen krijgt een uur uitleg.",
     "We call via the computer and can work from home in an outage. Everybody "
     "gets an hour of explanation."}},
    {.code = "W28", .asker = "p14", .team = "DAT", .want_owner = "p13", .it_owner = "p34",
     .adviser = "p31", .reader = "", .kind = "new", .story = DEMO_MAKING,
     .created = 261, .understood = 303, .started = 409, .in_use = 0, .done = 0, .ended = 0,
     .title = {"Route van de dag slimmer",
     "Smarter route of the day"},
     .words = {"De vakmensen rijden drie keer langs dezelfde wijk.",
     "The tradesmen pass the same area three times."},
     .back = {"De planning zet klussen in dezelfde wijk achter elkaar. De planner kan "
     "altijd schuiven. Spoed gaat voor.",
     "The planning puts jobs in the same area one after another. The planner "
     "can always move them. Urgent jobs go first."}},
    {.code = "T12", .asker = "p32", .team = "INF", .want_owner = "p23", .it_owner = "p32",
     .adviser = "", .reader = "HRM", .kind = "security", .story = DEMO_MAKING,
     .created = 267, .understood = 281, .started = 295, .in_use = 0, .done = 0, .ended = 0,
     .title = {"Rollenmodel toegangsrechten (IAM)",
     "Role model for access rights (IAM)"},
     .words = {"Nieuwe collega krijgt vanzelf de juiste rechten; oud-collega verliest ze "
     "dezelfde dag.",
     "New colleague gets the right access automatically; leavers lose it the "
     "same day."},
     .back = {"Wie bij ons begint, mag vanzelf wat bij het werk hoort. Wie weggaat, kan "
     "er dezelfde dag niet meer in.",
     "Whoever starts here may use what belongs to the work. Whoever leaves is "
     "out the same day."}},
    {.code = "W29", .asker = "p08", .team = "INF", .want_owner = "p06", .it_owner = "p32",
     .adviser = "p36", .reader = "", .kind = "new", .story = DEMO_MAKING,
     .created = 268, .understood = 298, .started = 443, .in_use = 0, .done = 0, .ended = 0,
     .title = {"Veilig bij een huisbezoek",
     "Safe on a home visit"},
     .words = {"Bij een agressieve huurder wil ik een knop waarmee een collega weet waar "
     "ik ben.",
     "With an aggressive tenant I want a button so a colleague knows where I "
     "am."},
     .back = {"Op je telefoon komt een knop. Druk je, dan weet een collega waar je bent "
     "en belt die je. We bewaren niet waar je de hele dag was.",
     "Your phone gets a button. If you press it, a colleague knows where you "
     "are and calls you. We do not keep where you were all day."}},
    {.code = "W30", .asker = "p25", .team = "APP", .want_owner = "p25", .it_owner = "p28",
     .adviser = "p31", .reader = "", .kind = "new", .story = DEMO_DECLINED,
     .created = 270, .understood = 305, .started = 0, .in_use = 0, .done = 0, .ended = 351,
     .title = {"Tekst laten nakijken door een slimme computer",
     "Have text checked by a smart computer"},
     .words = {"We willen brieven in gewone taal laten herschrijven. Welke hulp mag?",
     "We want letters rewritten in plain language. Which help is allowed?"},
     .back = {"Jullie willen dat een programma brieven in gewone taal herschrijft. Wij "
     "zoeken uit welke hulp mag zonder dat gegevens van huurders weggaan.",
     "You want a program to rewrite letters in plain language. We find out "
     "which help is allowed without tenants' data leaving."},
     .reason = {"Nee, omdat er nog geen hulp is die onze gegevens binnenhoudt. We stoppen "
     "hiermee en kijken in het najaar opnieuw.",
     "No, because there is no help yet that keeps our data inside. We stop with "
     "this and look again in autumn."}},
    {.code = "T14", .asker = "p32", .team = "INF", .want_owner = "p02", .it_owner = "p32",
     .adviser = "", .reader = "BES", .kind = "security", .story = DEMO_DONE,
     .created = 274, .understood = 288, .started = 302, .in_use = 334, .done = 334, .ended = 0,
     .title = {"Patchronde kwartaal",
     "Quarterly patch round"},
     .words = {"Bekende gaten zijn binnen 14 dagen dicht.",
     "Known holes are closed within 14 days."},
     .back = {"Bekende gaten zijn binnen twee weken dicht. Op de avond van de patch kan "
     "er tien minuten niet gewerkt worden.",
     "Known holes are closed within two weeks. On the evening itself nobody can "
     "work for ten minutes."}},
    {.code = "W31", .asker = "p04", .team = "DAT", .want_owner = "p02", .it_owner = "p34",
     .adviser = "p31", .reader = "", .kind = "new", .story = DEMO_MAKING,
     .created = 295, .understood = 311, .started = 374, .in_use = 0, .done = 0, .ended = 0,
     .title = {"Gegevens op tijd weggooien",
     "Delete data in time"},
     .words = {"We bewaren oude dossiers te lang. De wet zegt dat dat niet mag.",
     "We keep old files too long. The law says we may not."},
     .back = {"Het systeem laat elke maand zien welke dossiers te oud zijn. Na een ja "
     "van de eigenaar gaan ze weg. Rechtszaken blijven bewaard.",
     "Every month the system shows which files are too old. After the owner's "
     "yes they go. Court cases are kept."}},
    {.code = "W32", .asker = "p12", .team = "APP", .want_owner = "p10", .it_owner = "p28",
     .adviser = "p31", .reader = "", .kind = "new", .story = DEMO_IN_USE,
     .created = 297, .understood = 309, .started = 380, .in_use = 425, .done = 0, .ended = 0,
     .title = {"Antwoorden die voor iedereen hetzelfde zijn",
     "The same answer for everyone"},
     .words = {"Drie collega's geven drie antwoorden op dezelfde vraag.",
     "Three colleagues give three answers to the same question."},
     .back = {"Bij elke veelgestelde vraag staat één goed antwoord, met wie het nakeek "
     "en wanneer. Je vindt het binnen tien tellen.",
     "With every common question stands one good answer, with who checked it "
     "and when. You find it within ten seconds."}},
    {.code = "W33", .asker = "p19", .team = "DAT", .want_owner = "p17", .it_owner = "p34",
     .adviser = "p31", .reader = "", .kind = "new", .story = DEMO_IN_USE,
     .created = 303, .understood = 310, .started = 330, .in_use = 369, .done = 0, .ended = 0,
     .title = {"Energielabel bij elke woning goed",
     "Right energy label for every home"},
     .words = {"Bij een op de tien woningen staat het verkeerde label.",
     "One in ten homes shows the wrong label."},
     .back = {"Van elke woning klopt het energielabel met het register. Verschillen "
     "komen op een lijst, en jullie beslissen wat klopt.",
     "For every home the energy label matches the register. Differences come on "
     "a list, and you decide what is right."}},
    {.code = "W34", .asker = "p16", .team = "APP", .want_owner = "p13", .it_owner = "p28",
     .adviser = "p31", .reader = "", .kind = "new", .story = DEMO_MAKING,
     .created = 324, .understood = 338, .started = 429, .in_use = 0, .done = 0, .ended = 0,
     .title = {"Onderaannemer ziet alleen zijn eigen klussen",
     "Subcontractor sees only own jobs"},
     .words = {"Nu mailen we lijsten met adressen en telefoonnummers. Ik wil dat een "
     "onderaannemer alleen zijn eigen klussen ziet. En na afloop niets meer.",
     "Now we mail lists with addresses and phone numbers. I want a "
     "subcontractor to see only their own jobs. And nothing any more "
     "afterwards."},
     .back = {"De planning geeft elke onderaannemer een eigen pagina met alleen zijn "
     "klussen. Is een klus klaar, dan verdwijnt hij na zeven dagen. Lijsten "
     "mailen hoeft niet meer.",
     "The planning gives each subcontractor a page of its own with only their "
     "jobs. When a job is done it disappears after seven days. Mailing lists is "
     "no longer needed."}},
    {.code = "W35", .asker = "p09", .team = "APP", .want_owner = "p06", .it_owner = "p28",
     .adviser = "p31", .reader = "", .kind = "new", .story = DEMO_IN_USE,
     .created = 325, .understood = 337, .started = 393, .in_use = 442, .done = 0, .ended = 0,
     .title = {"Sleuteloverdracht zonder papier",
     "Key handover without paper"},
     .words = {"We zijn in een jaar veertig sleutels kwijtgeraakt.",
     "In one year we lost forty keys."},
     .back = {"Bij elke sleutel staat een code. Wie hem meeneemt, toont de code op de "
     "telefoon. Zo zie je altijd waar een sleutel is.",
     "Every key has a code. Whoever takes it shows the code on the phone. So "
     "you always see where a key is."}},
    {.code = "T09", .asker = "p32", .team = "INF", .want_owner = "p10", .it_owner = "p32",
     .adviser = "", .reader = "KCC", .kind = "upkeep", .story = DEMO_DONE,
     .created = 330, .understood = 344, .started = 358, .in_use = 390, .done = 390, .ended = 0,
     .title = {"Certificaten automatisch vernieuwen",
     "Renew certificates automatically"},
     .words = {"Geen storing meer door een vergeten certificaat.",
     "No more outages by a forgotten certificate."},
     .back = {"De website en de telefoon vallen niet meer uit door een vergeten datum. "
     "Wij hoeven niets te doen.",
     "The website and the phone no longer stop because of a forgotten date. We "
     "need not do anything."}},
    {.code = "T17", .asker = "p32", .team = "INF", .want_owner = "p02", .it_owner = "p32",
     .adviser = "", .reader = "BES", .kind = "security", .story = DEMO_DONE,
     .created = 337, .understood = 351, .started = 365, .in_use = 397, .done = 397, .ended = 0,
     .title = {"Noodplan oefenen (uitval één dag)",
     "Practise emergency plan (one day outage)"},
     .words = {"Iedereen weet wat te doen zonder computer.",
     "Everyone knows what to do without a computer."},
     .back = {"Een dag oefenen we zonder computer. Elke afdeling legt vooraf lijsten op "
     "papier klaar.",
     "For a day we practise without computers. Every department has lists on "
     "paper ready."}},
    {.code = "T13", .asker = "p28", .team = "APP", .want_owner = "p13", .it_owner = "p28",
     .adviser = "", .reader = "OND", .kind = "upkeep", .story = DEMO_MAKING,
     .created = 351, .understood = 365, .started = 379, .in_use = 0, .done = 0, .ended = 0,
     .title = {"Technische schuld app Vakman",
     "Technical debt tradesman app"},
     .words = {"Elke nieuwe wens aan de app kost daarna de helft van de tijd.",
     "Every new wish for the app then takes half the time."},
     .back = {"Een tijdje komen er geen nieuwe dingen in de app. Daarna gaat elke wens "
     "twee keer zo snel.",
     "For a while nothing new comes in the app. After that every wish goes "
     "twice as fast."}},
    {.code = "W36", .asker = "p23", .team = "APP", .want_owner = "p23", .it_owner = "p28",
     .adviser = "p31", .reader = "", .kind = "new", .story = DEMO_UNDERSTOOD,
     .created = 352, .understood = 361, .started = 0, .in_use = 0, .done = 0, .ended = 0,
     .title = {"Opleidingen in één overzicht",
     "Training in one overview"},
     .words = {"Ik weet niet wie zijn VCA-pas moet verlengen.",
     "I do not know who must renew the safety card."},
     .back = {"Je ziet in één lijst wie welke opleiding heeft, en wie binnen drie "
     "maanden een pas moet verlengen.",
     "You see in one list who has which training, and who must renew a card "
     "within three months."}},
    {.code = "T18", .asker = "p28", .team = "APP", .want_owner = "p10", .it_owner = "p28",
     .adviser = "", .reader = "KCC", .kind = "fix", .story = DEMO_DONE,
     .created = 353, .understood = 353, .started = 353, .in_use = 376, .done = 376, .ended = 0,
     .title = {"Herstel na grote storing maart",
     "Recovery after the March outage"},
     .words = {"Afspraken en betalingen van 11 maart zijn weer compleet.",
     "Appointments and payments of 11 March are complete again."},
     .back = {"Alle afspraken en betalingen van 11 maart staan er weer in. Wij bellen de "
     "huurders bij wie iets misging.",
     "All appointments and payments of 11 March are back. We call the tenants "
     "for whom something went wrong."}},
    {.code = "T16", .asker = "p34", .team = "DAT", .want_owner = "p10", .it_owner = "p34",
     .adviser = "", .reader = "KCC", .kind = "fix", .story = DEMO_MAKING,
     .created = 358, .understood = 372, .started = 386, .in_use = 0, .done = 0, .ended = 0,
     .title = {"Dubbele huurdergegevens samenvoegen",
     "Merge duplicate tenant data"},
     .words = {"Een huurder krijgt één brief in plaats van drie.",
     "A tenant gets one letter instead of three."},
     .back = {"Een huurder staat één keer in het systeem en krijgt één brief. Bij "
     "twijfel beslist een collega van ons.",
     "A tenant stands in the system once and gets one letter. In doubt one of "
     "our colleagues decides."}},
    {.code = "W37", .asker = "p20", .team = "DAT", .want_owner = "p20", .it_owner = "p34",
     .adviser = "p31", .reader = "", .kind = "new", .story = DEMO_MAKING,
     .created = 359, .understood = 423, .started = 449, .in_use = 0, .done = 0, .ended = 0,
     .title = {"Facturen van aannemers sneller betalen",
     "Pay contractors faster"},
     .words = {"Kleine aannemers wachten 45 dagen op geld.",
     "Small contractors wait 45 days for their money."},
     .back = {"Een kleine aannemer krijgt zijn geld binnen 30 dagen. Een factuur zonder "
     "bonnummer gaat meteen terug, zodat er niets blijft liggen.",
     "A small contractor gets their money within 30 days. An invoice without "
     "order number goes back at once, so that nothing lies waiting."}},
    {.code = "T19", .asker = "p34", .team = "DAT", .want_owner = "p20", .it_owner = "p34",
     .adviser = "", .reader = "FIN", .kind = "upkeep", .story = DEMO_MAKING,
     .created = 379, .understood = 393, .started = 407, .in_use = 0, .done = 0, .ended = 0,
     .title = {"Koppeling met bank vernieuwen",
     "Renew bank integration"},
     .words = {"Betalingen zijn dezelfde dag zichtbaar.",
     "Payments are visible the same day."},
     .back = {"Wat een huurder vandaag betaalt, zien wij vandaag. Dan sturen we geen "
     "brief meer aan wie al betaald heeft.",
     "What a tenant pays today we see today. Then we no longer write to whoever "
     "has paid already."}},
    {.code = "W39", .asker = "p26", .team = "SRV", .want_owner = "p25", .it_owner = "p36",
     .adviser = "p36", .reader = "", .kind = "new", .story = DEMO_IN_USE,
     .created = 381, .understood = 386, .started = 401, .in_use = 428, .done = 0, .ended = 0,
     .title = {"Storingsbericht in tien minuten online",
     "Outage notice online in ten minutes"},
     .words = {"Bij een grote storing weten huurders en collega's van niets.",
     "In a big outage tenants and colleagues know nothing."},
     .back = {"Bij een grote storing zet de Servicedesk binnen tien minuten een bericht "
     "op de website en in het scherm van Klantcontact.",
     "In a big outage the Service Desk puts a notice on the website and on "
     "Customer Contact's screen within ten minutes."}},
    {.code = "T20", .asker = "p34", .team = "DAT", .want_owner = "p10", .it_owner = "p34",
     .adviser = "", .reader = "KCC", .kind = "new", .story = DEMO_DONE,
     .created = 386, .understood = 400, .started = 414, .in_use = 446, .done = 446, .ended = 0,
     .title = {"Monitoring van afspraken-koppeling",
     "Monitor the appointment integration"},
     .words = {"Wij zien het eerder dan de huurder als het hapert.",
     "We notice before the tenant does when it fails."},
     .back = {"Hapert het maken van afspraken, dan weten wij het eerder dan de huurder "
     "en kunnen we dat zeggen.",
     "If making appointments fails, we know before the tenant does and can tell "
     "them."}},
    {.code = "W38", .asker = "p10", .team = "APP", .want_owner = "p10", .it_owner = "p28",
     .adviser = "p31", .reader = "", .kind = "new", .story = DEMO_IN_USE,
     .created = 387, .understood = 393, .started = 414, .in_use = 439, .done = 0, .ended = 0,
     .title = {"Terugbelafspraak die niet vergeten wordt",
     "Call-back that is not forgotten"},
     .words = {"Terugbelbriefjes raken kwijt.",
     "Call-back notes get lost."},
     .back = {"Een terugbelafspraak staat in het systeem, met een tijd en een naam. Is "
     "de tijd voorbij, dan ziet het team dat.",
     "A call-back stands in the system, with a time and a name. If the time has "
     "passed, the team sees it."}},
    {.code = "W40", .asker = "p18", .team = "APP", .want_owner = "p17", .it_owner = "p28",
     .adviser = "p31", .reader = "", .kind = "new", .story = DEMO_UNDERSTOOD,
     .created = 423, .understood = 431, .started = 0, .in_use = 0, .done = 0, .ended = 0,
     .title = {"Huurders stemmen over de kleur van de deur",
     "Tenants vote on the door colour"},
     .words = {"Bij een renovatie mogen huurders kiezen. Dat doen we nu met briefjes.",
     "In a renovation tenants may choose. Now we use paper notes."},
     .back = {"Huurders kiezen op hun telefoon een kleur. Wie geen telefoon heeft, kan "
     "een briefje inleveren. Jullie zien de uitslag per gebouw.",
     "Tenants choose a colour on their phone. Whoever has no phone can hand in "
     "a note. You see the result per building."}},
    {.code = "E08", .asker = "p22", .team = "", .want_owner = "p20", .it_owner = "",
     .adviser = "p31", .reader = "", .kind = "new", .story = DEMO_CONFIRMED,
     .created = 445, .understood = 459, .started = 0, .in_use = 0, .done = 0, .ended = 0,
     .title = {"Herinnering op de goede dag",
     "Reminder on the right day"},
     .words = {"Herinneringen gaan weg op de dag dat de betaling binnenkomt. Dan bellen "
     "boze mensen.",
     "Reminders go out on the day the payment comes in. Then angry people call."},
     .back = {"Een herinnering gaat pas weg als de betalingen van die dag binnen zijn. "
     "Wie net betaalde, krijgt niets.",
     "A reminder only goes out when that day's payments are in. Whoever has "
     "just paid gets nothing."}},
    {.code = "E07", .asker = "p11", .team = "", .want_owner = "p10", .it_owner = "",
     .adviser = "p31", .reader = "", .kind = "new", .story = DEMO_CORRECTED,
     .created = 451, .understood = 456, .started = 0, .in_use = 0, .done = 0, .ended = 0,
     .title = {"Gesprek overnemen van een collega",
     "Take over a call from a colleague"},
     .words = {"Als een collega naar huis gaat, moet ik opnieuw vragen wat er aan de hand "
     "is. Ik wil zien wat er al gezegd is.",
     "When a colleague goes home I have to ask again what the matter is. I want "
     "to see what has been said."},
     .back = {"Je wilt een gesprek kunnen doorverbinden naar een collega die nog werkt.",
     "You want to be able to transfer a call to a colleague who is still "
     "working."},
     .correction = {"Niet doorverbinden. De collega is al weg. Ik wil lezen wat er gezegd is.",
     "Not transferring. The colleague has left. I want to read what was said."}},
    {.code = "E02", .asker = "p07", .team = "", .want_owner = "p06", .it_owner = "",
     .adviser = "", .reader = "", .kind = "new", .story = DEMO_ASKED,
     .created = 453, .understood = 0, .started = 0, .in_use = 0, .done = 0, .ended = 0,
     .title = {"Bezichtiging zelf verzetten",
     "Move a viewing yourself"},
     .words = {"Kandidaten bellen om een bezichtiging te verzetten. Dat kost ons een uur "
     "per dag. Ze kunnen dat best zelf.",
     "Candidates call to move a viewing. That costs us an hour a day. They can "
     "well do that themselves."}},
    {.code = "E03", .asker = "p16", .team = "", .want_owner = "p13", .it_owner = "",
     .adviser = "p31", .reader = "", .kind = "new", .story = DEMO_READ_BACK,
     .created = 458, .understood = 463, .started = 0, .in_use = 0, .done = 0, .ended = 0,
     .title = {"Zien wie een geldige pas heeft",
     "See who has a valid card"},
     .words = {"Ik plan mensen in zonder te weten of hun pas voor veilig werken nog "
     "geldig is. Dan staan ze voor niets bij de huurder, en moet ik een nieuwe "
     "afspraak maken.",
     "I plan people without knowing whether their card for safe work is still "
     "valid. Then they stand at the tenant's door for nothing, and I have to "
     "make a new appointment."},
     .back = {"Bij het inplannen wil je meteen zien of iemands pas voor veilig werken "
     "geldig is. Wie geen geldige pas heeft, kan dan niet meer worden "
     "ingepland. Passen verlengen of bestellen hoort er niet bij.",
     "When planning you want to see at once whether somebody's card for safe "
     "work is valid. Whoever has no valid card can then no longer be planned. "
     "Renewing or ordering cards is not part of it."}},
    {.code = "E05", .asker = "p24", .team = "", .want_owner = "p23", .it_owner = "",
     .adviser = "", .reader = "", .kind = "new", .story = DEMO_HIDDEN,
     .created = 459, .understood = 0, .started = 0, .in_use = 0, .done = 0, .ended = 0,
     .title = {"Gesprekken over verzuim apart bewaren",
     "Keep talks about sick leave apart"},
     .words = {"Verslagen van gesprekken over verzuim staan in een map waar te veel "
     "mensen bij kunnen. Dat moet anders.",
     "Reports of talks about sick leave are in a folder that too many people "
     "can open. That must change."}},
    {.code = "E06", .asker = "p32", .team = "", .want_owner = "p10", .it_owner = "",
     .adviser = "", .reader = "KCC", .kind = "security", .story = DEMO_ASKED,
     .created = 459, .understood = 0, .started = 0, .in_use = 0, .done = 0, .ended = 0,
     .title = {"Langere wachtwoorden, minder vaak wisselen",
     "Longer passwords, changed less often"},
     .words = {"Wie elke drie maanden wisselt, kiest een zwak wachtwoord. Met een lang "
     "wachtwoord hoeft wisselen niet meer.",
     "Whoever changes every three months chooses a weak password. With a long "
     "password changing is not needed any more."}},
    {.code = "E04", .asker = "p14", .team = "", .want_owner = "p13", .it_owner = "",
     .adviser = "", .reader = "", .kind = "new", .story = DEMO_DRAFT,
     .created = 460, .understood = 0, .started = 0, .in_use = 0, .done = 0, .ended = 0,
     .title = {"Klussen van morgen op één blad",
     "Tomorrow's jobs on one sheet"},
     .words = {"Ik print elke middag",
     "Every afternoon I print"}},
    {.code = "E01", .asker = "p14", .team = "", .want_owner = "p13", .it_owner = "",
     .adviser = "", .reader = "", .kind = "new", .story = DEMO_ASKED,
     .created = 463, .understood = 0, .started = 0, .in_use = 0, .done = 0, .ended = 0,
     .title = {"Zien of een huurder thuis is",
     "See whether a tenant is home"},
     .words = {"Twee op de tien keer staat een vakman voor een dichte deur. Ik wil dat de "
     "huurder een uur vooraf een berichtje krijgt.",
     "Two out of ten times a tradesman stands before a closed door. I want the "
     "tenant to get a message an hour ahead."}},
    {.code = "E09", .asker = "p26", .team = "", .want_owner = "p25", .it_owner = "",
     .adviser = "", .reader = "", .kind = "new", .story = DEMO_ASKED,
     .created = 464, .understood = 0, .started = 0, .in_use = 0, .done = 0, .ended = 0,
     .title = {"Foto's sneller op de website",
     "Photos on the website sooner"},
     .words = {"Een foto plaatsen kost me tien stappen. Kan dat korter?",
     "Placing a photo takes me ten steps. Can that be shorter?"}},
};
const int demo_wishes_n = (int)COUNT(demo_wishes);

const DemoQuestion demo_questions[] = {
    {.wish = "W01", .is_business = true, .asked = 120, .wait_hours = 31,
     .text = {"IT schreef: “We moeten eerst de API van de planmodule exposen, anders "
     "krijg je race conditions.” Dit snap ik niet. Wat betekent het?",
     "IT wrote: “We first have to expose the planning module's API, or you "
     "get race conditions.” I do not understand. What does it mean?"},
     .answer = {"De afspraken staan in een ander systeem. We maken eerst een stekker, "
     "anders boeken twee mensen hetzelfde uur.",
     "The appointments are in another system. We make a plug first, or two "
     "people book the same hour."}},
    {.wish = "W02", .is_business = true, .asked = 128, .wait_hours = 52,
     .text = {"IT schreef: “Dit vraagt een 360-view op MDM.” Wat is dat?",
     "IT wrote: “This needs a 360 view on MDM.” What is that?"},
     .answer = {"Er is nu geen lijst waarin een huurder één keer voorkomt. Die moeten we "
     "eerst maken.",
     "There is no list now in which a tenant stands once. We have to make that "
     "first."}},
    {.wish = "W06", .is_business = false, .asked = 142, .wait_hours = 18,
     .text = {"Jullie schreven: “De mutatie moet in één keer door, inclusief "
     "harmonisatie.” Wat bedoelen jullie?",
     "You wrote: “The mutation must go through at once, with "
     "harmonisation.” What do you mean?"},
     .answer = {"Met mutatie bedoelen we: nieuwe huurder. De huurprijs verandert dan ook.",
     "By mutation we mean: new tenant. The rent changes too."}},
    {.wish = "T02", .is_business = true, .asked = 173, .wait_hours = 27,
     .text = {"IT schreef: “Vanaf maandag wordt MFA enforced op alle tenants.” Wat "
     "moeten onze collega's doen?",
     "IT wrote: “From Monday MFA is enforced on all tenants.” What must our "
     "colleagues do?"},
     .answer = {"Vanaf maandag heb je naast je wachtwoord een code op je telefoon nodig. "
     "‘Tenant’ betekent hier niet huurder.",
     "From Monday you need a code on your phone beside your password. "
     "‘Tenant’ does not mean a tenant of ours here."}},
    {.wish = "W10", .is_business = true, .asked = 191, .wait_hours = 61,
     .text = {"Mag ik gesprekken terugluisteren met nieuwe collega's?",
     "May I listen back to calls with new colleagues?"},
     .answer = {"Call recording is privacy by design niet zonder DPIA.",
     "Call recording is privacy by design, not without a DPIA."}},
    {.wish = "W05", .is_business = false, .asked = 192, .wait_hours = 9,
     .text = {"Wat moet er op dag 1 precies werken: laptop, inloggen of de rechten voor "
     "het huursysteem?",
     "What exactly must work on day 1: laptop, logging in or the rights for the "
     "rent system?"},
     .answer = {"Alle drie.",
     "All three."}},
    {.wish = "W03", .is_business = true, .asked = 205, .wait_hours = 22,
     .text = {"IT schreef: “De delta-query matcht niet op de oude sleutel.” Wat "
     "betekent dat voor ons?",
     "IT wrote: “The delta query does not match on the old key.” What does "
     "that mean for us?"},
     .answer = {"Oude woningen hebben een ander nummer; daarom vinden we ze niet. We maken "
     "een vertaallijst.",
     "Old homes have another number; that is why we do not find them. We make a "
     "translation list."}},
    {.wish = "W08", .is_business = true, .asked = 242, .wait_hours = 14,
     .text = {"IT schreef: “Offline sync met conflictresolutie is een epic op "
     "zichzelf.” Kan het nou of niet?",
     "IT wrote: “Offline sync with conflict resolution is an epic in "
     "itself.” Is it possible or not?"},
     .answer = {"De app kan bewaren zonder bereik. Wijzigen twee mensen hetzelfde, dan "
     "moet hij kiezen: de laatste wint.",
     "The app can save without signal. If two people change the same, it has to "
     "choose: the last one wins."}},
    {.wish = "W17", .is_business = false, .asked = 255, .wait_hours = 7,
     .text = {"Wat bedoelen jullie met “leegstand exclusief sloop en wissel”?",
     "What do you mean by “vacancy without demolition and change”?"},
     .answer = {"Sloop: de woning wordt afgebroken. Wissel: tijdelijk verhuurd bij "
     "renovatie. Beide tellen niet mee.",
     "Demolition: the home is taken down. Change: let for a while during "
     "renovation. Neither counts."}},
    {.wish = "W22", .is_business = true, .asked = 291, .wait_hours = 3,
     .text = {"Hoe lang bewaren jullie de foto's?",
     "How long do you keep the photos?"},
     .answer = {"Ze worden verkleind en na 90 dagen weggegooid.",
     "They are made smaller and thrown away after 90 days."}},
    {.wish = "W26", .is_business = true, .asked = 324, .wait_hours = 2,
     .text = {"Welke programma's openen straks niet vanzelf?",
     "Which programs will not open by themselves?"},
     .answer = {"De bank, de energieleverancier en het oude tekenprogramma.",
     "The bank, the energy supplier and the old drawing program."}},
    {.wish = "W24", .is_business = false, .asked = 331, .wait_hours = 6,
     .text = {"Jullie schreven: “De toets moet vóór de aanvangshuur bekend is.” "
     "Bedoel je: eerst inkomen controleren, dan pas de eerste huur laten zien?",
     "You wrote: “The test must be before the starting rent is known.” Do "
     "you mean: first check the income, then show the first rent?"},
     .answer = {"Ja, precies zo.",
     "Yes, exactly so."}},
    {.wish = "T18", .is_business = true, .asked = 354, .wait_hours = 20,
     .text = {"IT schreef: “Expired intermediate cert op de ESB, failover deed "
     "niets.” Wat is er gebeurd?",
     "IT wrote: “Expired intermediate cert on the ESB, failover did "
     "nothing.” What happened?"},
     .answer = {"Een digitaal paspoort was verlopen. Het reservesysteem nam het niet over. "
     "Wij maken het vernieuwen automatisch.",
     "A digital passport had expired. The spare system did not take over. We "
     "make the renewal automatic."}},
    {.wish = "W34", .is_business = true, .asked = 382, .wait_hours = 4,
     .text = {"Kan een aannemer zijn eigen foto's nog terugzien?",
     "Can a contractor still see their own photos?"},
     .answer = {"Ja, zeven dagen.",
     "Yes, for seven days."}},
    {.wish = "W35", .is_business = false, .asked = 395, .wait_hours = 5,
     .text = {"Wat bedoelen jullie met “de sleutel blijft op het complex”?",
     "What do you mean by “the key stays at the complex”?"},
     .answer = {"Een complex is een groep woningen. Er komt een kastje bij de ingang.",
     "A complex is a group of homes. There will be a small box at the entrance."}},
    {.wish = "W37", .is_business = true, .asked = 436, .wait_hours = 0,
     .text = {"Kan de P&C-cyclus mee in de betaalrun?",
     "Can the P&C cycle go along in the payment run?"}},
    {.wish = "W34", .is_business = false, .asked = 463, .wait_hours = 0,
     .text = {"Mag een onderaannemer de foto's na afloop nog zien? Zo ja, hoelang?",
     "May a subcontractor still see the photos afterwards? If so, how long?"}},
};
const int demo_questions_n = (int)COUNT(demo_questions);
