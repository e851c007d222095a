// SPDX-License-Identifier: EUPL-1.2
/* demo_people - the demo organisation: departments, teams, people and roles. All names are
 * invented. */
#include "people/people_ops.h"
#include "people/password_hash.h"
#include <pthread.h>
#include <string.h>

typedef struct {
    const char *code, *name, *name_en;
    int headcount;
    Side side;
} DemoDepartment;
static const DemoDepartment departments[] = {
    {"WON", "Wonen", "Housing & Tenancy", 120, SIDE_BUSINESS},
    {"KCC", "Klantcontact", "Customer Contact", 85, SIDE_BUSINESS},
    {"OND", "Onderhoud", "Repairs & Maintenance", 150, SIDE_BUSINESS},
    {"VAS", "Vastgoed", "Real Estate & Development", 75, SIDE_BUSINESS},
    {"FIN", "Financiën", "Finance & Control", 45, SIDE_BUSINESS},
    {"HRM", "Mens en Organisatie", "Human Resources", 25, SIDE_BUSINESS},
    {"COM", "Communicatie", "Communication & Marketing", 20, SIDE_BUSINESS},
    {"BES", "Bestuur en Strategie", "Board, Strategy, Legal & Procurement", 45, SIDE_BUSINESS},
    {"IT", "IT", "IT", 35, SIDE_IT},
};

typedef struct {
    const char *code, *name, *name_en;
    int headcount;
} DemoTeam;
static const DemoTeam teams[] = {
    {"APP", "Applicaties", "Applications", 12},
    {"INF", "Infra en Werkplek", "Infrastructure & Workplace", 9},
    {"DAT", "Data en Koppelingen", "Data & Integrations", 8},
    {"SRV", "Servicedesk", "Service Desk", 6},
};

/* roles: codes of DESIGN.md; "decider" decides for all four queues, "deputy" stands in; a scope is
 * the person's own department or team; "security" and "privacy" are what a checker looks at. */
typedef struct {
    const char *code, *name, *mail, *department, *team, *job, *job_en, *roles;
} DemoPerson;
static const DemoPerson people[] = {
    {"p01", "Aaf Wilgenroos", "aaf.wilgenroos", "BES", "", "Bestuurder", "Chief executive",
     "deputy"},
    {"p02", "Berend Kievitsbloem", "berend.kievitsbloem", "BES", "", "Manager Strategie",
     "Strategy manager", "owner decider"},
    {"p03", "Cato Waterhoen", "cato.waterhoen", "BES", "", "CISO", "CISO", "security"},
    {"p04", "Dirk Moeraszegge", "dirk.moeraszegge", "BES", "", "Privacyfunctionaris (FG)",
     "Data protection officer", "privacy"},
    {"p05", "Eef Lisdodde", "eef.lisdodde", "BES", "", "Inkoper", "Buyer", ""},
    {"p06", "Femke Gruttoweide", "femke.gruttoweide", "WON", "", "Manager Wonen", "Manager Housing",
     "owner"},
    {"p07", "Gijs Meerkoet", "gijs.meerkoet", "WON", "", "Verhuurconsulent", "Lettings officer",
     ""},
    {"p08", "Hanna Snoekbaars", "hanna.snoekbaars", "WON", "", "Wijkconsulent",
     "Neighbourhood officer", ""},
    {"p09", "Ids Rietzanger", "ids.rietzanger", "WON", "", "Proceseigenaar verhuur",
     "Process owner lettings", ""},
    {"p10", "Jet Klaproos", "jet.klaproos", "KCC", "", "Manager Klantcontact",
     "Manager Customer Contact", "owner"},
    {"p11", "Koen Paardenbloem", "koen.paardenbloem", "KCC", "", "Medewerker klantcontact",
     "Contact agent", ""},
    {"p12", "Lot Vlindertje", "lot.vlindertje", "KCC", "", "Kwaliteitscoach", "Quality coach", ""},
    {"p13", "Mees Eikenblad", "mees.eikenblad", "OND", "", "Manager Onderhoud", "Manager Repairs",
     "owner"},
    {"p14", "Noor Hazelaar", "noor.hazelaar", "OND", "", "Planner reparaties", "Repairs planner",
     ""},
    {"p15", "Otto Beukenhout", "otto.beukenhout", "OND", "", "Vakman (kernteam app)",
     "Tradesman (app core team)", ""},
    {"p16", "Puck Sleedoorn", "puck.sleedoorn", "OND", "", "Werkvoorbereider", "Work planner", ""},
    {"p17", "Quirijn Lariks", "quirijn.lariks", "VAS", "", "Manager Vastgoed",
     "Manager Real Estate", "owner"},
    {"p18", "Roos Fijnspar", "roos.fijnspar", "VAS", "", "Projectleider renovatie",
     "Renovation project lead", ""},
    {"p19", "Siem Taxus", "siem.taxus", "VAS", "", "Assetmanager", "Asset manager", ""},
    {"p20", "Tess Zilvermeeuw", "tess.zilvermeeuw", "FIN", "", "Manager Financiën",
     "Finance manager", "owner"},
    {"p21", "Uri Aalscholver", "uri.aalscholver", "FIN", "", "Controller (batenmeting)",
     "Controller (benefits)", ""},
    {"p22", "Veerle Scholekster", "veerle.scholekster", "FIN", "", "Medewerker huuradministratie",
     "Rent administrator", ""},
    {"p23", "Wout Madelief", "wout.madelief", "HRM", "", "Manager HR", "HR manager", "owner"},
    {"p24", "Xandra Boterbloem", "xandra.boterbloem", "HRM", "", "HR-adviseur", "HR adviser", ""},
    {"p25", "Yara Kamperfoelie", "yara.kamperfoelie", "COM", "", "Manager Communicatie",
     "Communication manager", "owner"},
    {"p26", "Zeger Wollegras", "zeger.wollegras", "COM", "", "Webredacteur", "Web editor", ""},
    {"p27", "Anouk IJsvogel", "anouk.ijsvogel", "IT", "", "IT-manager", "IT manager", "owner"},
    {"p28", "Bas Visotter", "bas.visotter", "IT", "APP", "Teamleider Applicaties",
     "Team lead Applications", "lead"},
    {"p29", "Coby Beverburcht", "coby.beverburcht", "IT", "APP", "Functioneel beheerder",
     "Functional application manager", "maker"},
    {"p30", "Daan Salamander", "daan.salamander", "IT", "APP", "Ontwikkelaar", "Developer",
     "maker"},
    {"p31", "Elin Ringslang", "elin.ringslang", "IT", "APP", "Informatieadviseur",
     "Information adviser", "adviser"},
    {"p32", "Freek Dassenburcht", "freek.dassenburcht", "IT", "INF", "Teamleider Infra en Werkplek",
     "Team lead Infrastructure", "lead"},
    {"p33", "Gea Bunzing", "gea.bunzing", "IT", "INF", "Systeembeheerder", "System administrator",
     "maker admin"},
    {"p34", "Hidde Egel", "hidde.egel", "IT", "DAT", "Teamleider Data en Koppelingen",
     "Team lead Data", "lead"},
    {"p35", "Iris Vleermuis", "iris.vleermuis", "IT", "DAT", "Data-engineer", "Data engineer",
     "maker"},
    {"p36", "Joost Eekhoorn", "joost.eekhoorn", "IT", "SRV", "Teamleider Servicedesk",
     "Team lead Service Desk", "lead adviser"},
    {"p37", "Kee Hermelijntje", "kee.hermelijntje", "IT", "SRV", "Servicedeskmedewerker",
     "Service desk agent", "maker"},
    {"p38", "Lars Edelhert", "lars.edelhert", "IT", "", "Informatiemanager", "Information manager",
     "guide"},
    {"p39", "Mila Hazenoor", "mila.hazenoor", "WON", "", "Functioneel beheerder Wonen",
     "Functional manager Housing", "hybrid"},
    {"p40", "Niek Torenvalk", "niek.torenvalk", "BES", "", "Lid ondernemingsraad",
     "Works council member", "council"},
};

/* ---- ids that never change ---- */
/* A ULID with time zero: "DEM", a letter for the kind, and the code; its letters I, L, O and U,
 * which no ULID has, become 1, 1, 0 and V. */
static Str demo_id(Arena *a, char kind, Str code) {
    static const char odd[] = "ILOU", instead[] = "110V";
    char *p = arena_alloc(a, 1, 26);
    memset(p, '0', 26);
    memcpy(p + 10, "DEM", 3);
    p[13] = kind;
    for (ptrdiff_t i = 0; i < code.n && i < 12; i++) {
        char c = code.p[code.n - 1 - i];
        if (c >= 'a' && c <= 'z') c = (char)(c - 32);
        const char *at = strchr(odd, c);
        p[25 - i] = at ? instead[at - odd] : c;
    }
    return (Str){p, 26};
}
Str demo_person_id(Arena *a, Str code) { return demo_id(a, 'P', code); }
Str demo_department_id(Arena *a, Str code) { return demo_id(a, 'D', code); }
Str demo_team_id(Arena *a, Str code) { return demo_id(a, 'T', code); }

/* ---- loading ---- */
/* Hashed once per program run: forty times would cost seconds, and all have the same password. */
static Err *demo_password(Arena *a, Str *ret_hash) {
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    static char kept[200];
    Str hash;
    Err *e = NULL;
    pthread_mutex_lock(&lock);
    hash = str_of(kept);
    if (hash.n == 0 || password_is_old(a, hash)) {
        e = password_hash(a, S("schakel-demo"), &hash);
        if (!e) memcpy(kept, str_z(a, hash), (size_t)hash.n + 1);
    }
    if (!e) *ret_hash = str_copy(a, hash);
    pthread_mutex_unlock(&lock);
    return e;
}

static Err *give(Ctx *cx, const DemoPerson *p, Str person_id, Str word) {
    if (str_eq(word, S("hybrid"))) return NULL; /* a side, not a role */
    bool is_deputy = str_eq(word, S("deputy"));
    if (is_deputy || str_eq(word, S("decider"))) {
        for (ptrdiff_t i = 0; i < COUNT(teams); i++) {
            Role role = {.person_id = person_id,
                         .role = IS_DECIDER,
                         .scope = demo_team_id(cx->a, str_of(teams[i].code)),
                         .kind = is_deputy ? S("deputy") : S("first")};
            TRY(role_insert(cx, &role));
        }
        return NULL;
    }
    Role role = {.person_id = person_id, .role = role_from_code(word)};
    if (!role.role) { /* "security", "privacy" */
        role.role = IS_CHECKER;
        role.scope = word;
    } else if (role_scope_kind(role.role) == 'd') {
        role.scope = demo_department_id(cx->a, str_of(p->department));
    } else if (role_scope_kind(role.role) == 't') {
        role.scope = demo_team_id(cx->a, str_of(p->team));
    }
    return role_insert(cx, &role);
}

static Err *load_person(Ctx *cx, const DemoPerson *p, Str password) {
    bool is_hybrid = strcmp(p->roles, "hybrid") == 0;
    Person person = {.id = demo_person_id(cx->a, str_of(p->code)),
                     .name = str_of(p->name),
                     .mail = str_fmt(cx->a, "%s@zilverwilg.example", p->mail),
                     .job = str_of(p->job),
                     .department_id = demo_department_id(cx->a, str_of(p->department)),
                     .side = is_hybrid                          ? SIDE_BOTH
                             : strcmp(p->department, "IT") == 0 ? SIDE_IT
                                                                : SIDE_BUSINESS,
                     .lang = LANG_NL};
    if (*p->team) person.team_id = demo_team_id(cx->a, str_of(p->team));
    TRY(person_insert(cx, &person, str_of(p->job_en)));
    TRY(password_save(cx, person.id, password));
    Str rest = str_of(p->roles), word;
    while (rest.n) {
        str_cut(rest, ' ', &word, &rest);
        TRY(give(cx, p, person.id, word));
    }
    return NULL;
}

Err *demo_people_load(Ctx *cx, Day shift) {
    Organisation zilverwilg = {.name_nl = S("Woonstichting Zilverwilg"),
                               .name_en = S("Zilverwilg Housing (fictional)"),
                               .zone = S("Europe/Amsterdam"),
                               .address = S(""),
                               .council = S("agreed"),
                               .council_on = day_from_ymd(2025, 8, 25) + shift};
    TRY(organisation_save(cx, &zilverwilg));
    for (ptrdiff_t i = 0; i < COUNT(departments); i++) {
        const DemoDepartment *d = &departments[i];
        Department department = {demo_department_id(cx->a, str_of(d->code)),
                                 str_of(d->code),
                                 str_of(d->name),
                                 str_of(d->name_en),
                                 d->side,
                                 d->headcount};
        TRY(department_insert(cx, &department));
    }
    for (ptrdiff_t i = 0; i < COUNT(teams); i++) {
        const DemoTeam *t = &teams[i];
        Team team = {demo_team_id(cx->a, str_of(t->code)),
                     str_of(t->code),
                     str_of(t->name),
                     str_of(t->name_en),
                     demo_department_id(cx->a, S("IT")),
                     t->headcount};
        TRY(team_insert(cx, &team));
    }
    Str password;
    TRY(demo_password(cx->a, &password));
    for (ptrdiff_t i = 0; i < COUNT(people); i++) TRY(load_person(cx, &people[i], password));
    return NULL;
}
