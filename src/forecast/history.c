// SPDX-License-Identifier: EUPL-1.2
/* history - from CSV text to rows: which column is which, and what is wrong with a row. */
#include "forecast/history.h"
#include "forecast/history_csv.h"
#include <string.h>

/* ---- which column is which ---- */
enum { STARTED, FINISHED, TEAM, TYPE, ROLES };

/* Headers without blanks and signs, in small letters; the earlier in a list, the better: a file
 * with "resolved" and "closed" means the first as the day that people had what they asked. */
static const char *const header_words[ROLES] = {
    [STARTED] = "started startedat starteddate startdate datestarted start begin gestart gestartop "
                "startdatum datumgestart datumstart begindatum created createdat createddate "
                "createdon creationdate datecreated opened openedat openedon opendate dateopened "
                "reported reporteddate submitted aangemaakt aangemaaktop aanmaakdatum "
                "datumaangemaakt aangemeld aangemeldop aanmelddatum datumaangemeld "
                "datumaanmelding gemeld meldingsdatum datummelding ingediend ingediendop "
                "datumingediend geopend",
    [FINISHED] = "finished finishedat finisheddate finishdate datefinished done doneat donedate "
                 "datedone completed completedat completedon completeddate completiondate "
                 "datecompleted delivered deliveredat delivereddate deliverydate resolved "
                 "resolvedat resolvedon resolveddate resolutiondate dateresolved mergedat closed "
                 "closedat closedon closeddate closedate dateclosed ended endedat enddate "
                 "afgerond afgerondop datumafgerond afronddatum gereed gereedop gereeddatum "
                 "datumgereed klaar klaarop datumklaar opgeleverd opgeleverdop opleverdatum "
                 "datumopgeleverd opgelost opgelostop oplosdatum datumopgelost afgehandeld "
                 "afgehandeldop afhandeldatum datumafgehandeld datumafhandeling gesloten "
                 "geslotenop sluitdatum datumgesloten einddatum datumeinde",
    [TEAM] = "team teamname teamnaam assignmentgroup assignedgroup assignedteam supportgroup "
             "behandelgroep oplosgroep behandelaarsgroep squad group groupname groep department "
             "afdeling",
    [TYPE] = ("type itemtype issuetype worktype tickettype soort soortwerk soortmelding werksoort "
              "kind category categorie"),
};

static Str header_key(Arena *a, Str header) {
    char *to = NEWS(a, char, header.n + 1);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < header.n; i++) {
        char c = header.p[i];
        if (c >= 'A' && c <= 'Z') c = (char)(c + 32);
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) to[n++] = c;
    }
    return (Str){to, n};
}

/* How good a header fits a role: 0 is best, -1 not at all. */
static int header_rank(Str key, int role) {
    Str words = str_of(header_words[role]), word;
    for (int rank = 0; words.n > 0; rank++) {
        str_cut(words, ' ', &word, &words);
        if (str_eq(word, key)) return rank;
    }
    return -1;
}

/* ---- names, each kept once ---- */
enum { SLOTS = 1 << 15 };
_Static_assert(SLOTS > 2 * HISTORY_NAMES_MAX, "the table of names must stay half empty");
typedef struct {
    Str *raw;       /* as in the file */
    Str *names;     /* as UTF-8 */
    int32_t *slots; /* index + 1; 0 is free */
    ptrdiff_t n, cap;
} Names;

typedef struct {
    Arena *a;
    const HistoryRead *how;
    Csv csv;
    int at[ROLES]; /* column, or -1 */
    Str headers[ROLES];
    Names teams, types;
    Err *first, *last;
    ptrdiff_t faults_n;
} Reader;

static Str as_text(Reader *r, Str field) {
    Str plain = csv_plain(r->a, field);
    return r->how->windows_1252 ? csv_from_windows_1252(r->a, plain) : plain;
}

/* At most 60 bytes of it, whole letters, for a message. */
static Str as_quote(Reader *r, Str field) {
    Str text = as_text(r, str_head(field, field.n < 200 ? field.n : 200));
    ptrdiff_t n = text.n < 60 ? text.n : 60;
    while (n > 0 && n < text.n && ((unsigned char)text.p[n] & 0xc0) == 0x80) n--;
    return str_copy(r->a, str_head(text, n));
}

static Err *fault_new(Reader *r, ErrKind kind, Str column, const char *message, int line, Str found,
                      Str right) {
    Err *e = err_new(r->a, kind, column, str_of(message), "history");
    err_int(r->a, e, line);
    err_arg(r->a, e, found);
    return err_arg(r->a, e, right);
}

/* Only the first ones take memory. */
static void fault_add(Reader *r, Str column, const char *message, Str found, Str right) {
    if (++r->faults_n > HISTORY_FAULTS_SHOWN) return;
    Err *e = fault_new(r, ERR_INVALID, column, message, r->csv.line, found, right);
    *(r->last ? &r->last->next : &r->first) = e;
    r->last = e;
}

static Names names_new(Arena *a) { return (Names){.slots = NEWS(a, int32_t, SLOTS)}; }

static int32_t name_add(Reader *r, Names *names, Str raw, uint64_t slot) {
    if (names->n == names->cap) {
        ptrdiff_t cap = names->cap ? names->cap * 2 : 64;
        Str *more = NEWS(r->a, Str, cap), *more_raw = NEWS(r->a, Str, cap);
        for (ptrdiff_t i = 0; i < names->n; i++)
            more[i] = names->names[i], more_raw[i] = names->raw[i];
        names->names = more, names->raw = more_raw, names->cap = cap;
    }
    names->raw[names->n] = str_copy(r->a, raw);
    names->names[names->n] = str_copy(r->a, as_text(r, raw));
    names->slots[slot] = (int32_t)++names->n;
    return (int32_t)names->n - 1;
}

/* The number of a name; false when it is too long or there are too many. */
static bool name_index(Reader *r, Names *names, Str raw, int32_t *ret_index) {
    raw = str_trim(raw);
    *ret_index = HISTORY_NO_NAME;
    if (raw.n == 0) return true;
    if (raw.n > HISTORY_NAME_MAX) return false;
    uint64_t slot = str_hash(raw) % SLOTS;
    for (; names->slots[slot]; slot = (slot + 1) % SLOTS) {
        int32_t i = names->slots[slot] - 1;
        if (!str_eq(names->raw[i], raw)) continue;
        *ret_index = i;
        return true;
    }
    if (names->n == HISTORY_NAMES_MAX) return false;
    *ret_index = name_add(r, names, raw, slot);
    return true;
}

/* ---- rows ---- */
static void find_columns(Reader *r) {
    int best[ROLES];
    for (int role = 0; role < ROLES; role++) best[role] = r->at[role] = -1;
    for (int i = 0; i < r->csv.fields_n; i++) {
        Str key = header_key(r->a, r->csv.fields[i]);
        for (int role = 0; role < ROLES; role++) {
            int rank = header_rank(key, role);
            if (rank < 0 || (best[role] >= 0 && rank >= best[role])) continue;
            best[role] = rank;
            r->at[role] = i;
        }
    }
    for (int role = 0; role < ROLES; role++)
        if (r->at[role] >= 0) r->headers[role] = as_quote(r, r->csv.fields[r->at[role]]);
}

static Str field_at(const Reader *r, int role) {
    int i = r->at[role];
    return i >= 0 && i < r->csv.fields_n ? str_trim(r->csv.fields[i]) : (Str){"", 0};
}

/* What was probably meant: an American date with day and month turned round, else an example. */
static Str day_hint(Reader *r, Str text) {
    Str head = str_head(text, text.n < 10 ? text.n : 10), month, day, year, rest;
    int64_t m, d, y;
    if (str_cut(head, '/', &month, &rest) && str_cut(rest, '/', &day, &year) &&
        str_int(month, &m) && str_int(day, &d) && str_int(year, &y) && y >= 1970 && y <= 2199 &&
        day_from_ymd((int)y, (int)m, (int)d) != DAY_NONE)
        return str_fmt(r->a, "%04d-%02d-%02d", (int)y, (int)m, (int)d);
    return S("2024-03-01");
}

static bool read_day(Reader *r, int role, Day *ret_day) {
    Str text = field_at(r, role);
    *ret_day = DAY_NONE;
    if (text.n == 0 || history_day(text, ret_day)) return true;
    fault_add(r, r->headers[role], "history.day", as_quote(r, text), day_hint(r, text));
    return false;
}

static bool read_name(Reader *r, int role, Names *names, int32_t *ret_index) {
    Str text = field_at(r, role);
    if (name_index(r, names, text, ret_index)) return true;
    bool is_long = text.n > HISTORY_NAME_MAX;
    fault_add(r, r->headers[role], is_long ? "history.name" : "history.names", as_quote(r, text),
              str_fmt(r->a, "%d", is_long ? HISTORY_NAME_MAX : HISTORY_NAMES_MAX));
    return false;
}

/* Fewer fields than the header, or more than empty ones: the row is not what it seems. */
static bool has_right_width(Reader *r, int width) {
    int n = r->csv.fields_n;
    while (n > width && str_trim(r->csv.fields[n - 1]).n == 0) n--;
    if (n == width) return true;
    fault_add(r, (Str){"", 0}, "history.columns", str_fmt(r->a, "%d", n),
              str_fmt(r->a, "%d", width));
    return false;
}

static bool read_row(Reader *r, CsvStep step, int width, HistoryRow *ret_row) {
    static const char *const broken[] = {
        [CSV_OPEN] = "history.quote", [CSV_WIDE] = "history.columns", [CSV_LONG] = "history.field"};
    if (step != CSV_RECORD) {
        Str most = str_fmt(r->a, "%d", step == CSV_WIDE ? width : HISTORY_FIELD_MAX);
        fault_add(r, (Str){"", 0}, broken[step],
                  step == CSV_WIDE ? str_fmt(r->a, "> %d", HISTORY_COLUMNS_MAX) : (Str){"", 0},
                  most);
        return false;
    }
    if (!has_right_width(r, width)) return false;
    bool ok = read_day(r, STARTED, &ret_row->started);
    ok = read_day(r, FINISHED, &ret_row->finished) && ok;
    ok = read_name(r, TEAM, &r->teams, &ret_row->team) && ok;
    ok = read_name(r, TYPE, &r->types, &ret_row->type) && ok;
    if (r->at[TEAM] < 0 && r->how->team.n > 0) ret_row->team = 0;
    return ok;
}

static ptrdiff_t count_lines(Str text) {
    ptrdiff_t n = 1;
    for (ptrdiff_t i = 0; i < text.n; i++) n += text.p[i] == '\n' || text.p[i] == '\r';
    return n;
}

/* The line with the first byte that is not UTF-8. */
static int first_bad_line(Str text) {
    int line = 1;
    while (text.n > 0) {
        ptrdiff_t n = str_find(text, '\n');
        if (!str_is_utf8(str_head(text, n < 0 ? text.n : n))) break;
        if (n < 0) break;
        text = str_skip(text, n + 1);
        line++;
    }
    return line;
}

static Err *read_header(Reader *r) {
    Str none = {"", 0};
    CsvStep step = csv_next(&r->csv, HISTORY_FIELD_MAX);
    if (step == CSV_END)
        return fault_new(r, ERR_INVALID, none, "history.empty", 1, none, S("finished"));
    if (step != CSV_RECORD)
        return fault_new(r, ERR_INVALID, none, "history.header", r->csv.line, none,
                         str_fmt(r->a, "%d", HISTORY_COLUMNS_MAX));
    find_columns(r);
    if (r->at[FINISHED] >= 0) return NULL;
    Buf seen = buf_new(r->a, 128);
    for (int i = 0; i < r->csv.fields_n && seen.n < 100; i++) {
        buf_z(&seen, i ? ", " : "");
        buf_str(&seen, as_quote(r, r->csv.fields[i]));
    }
    return fault_new(r, ERR_INVALID, S("finished"), "history.no_finished", r->csv.line,
                     buf_done(&seen), S("finished"));
}

/* Ends the chain with how many more there are. */
static Err *faults_done(Reader *r) {
    if (r->faults_n > HISTORY_FAULTS_SHOWN)
        r->last->next =
            fault_new(r, ERR_INVALID, (Str){"", 0}, "history.more", r->csv.line,
                      str_fmt(r->a, "%td", r->faults_n - HISTORY_FAULTS_SHOWN), (Str){"", 0});
    return r->first;
}

Err *history_read(Arena *a, Str csv, const HistoryRead *how, History *ret_history) {
    Reader *r = NEW(a, Reader);
    Str none = {"", 0};
    *r = (Reader){.a = a, .how = how, .teams = names_new(a), .types = names_new(a)};
    if (csv.n > HISTORY_BYTES_MAX)
        return fault_new(r, ERR_TOO_LARGE, none, "history.size", 1, none,
                         str_fmt(a, "%d", HISTORY_BYTES_MAX >> 20));
    /* Windows-1252 gives every byte a letter; a zero byte still means that it is no text. */
    if (how->windows_1252 && csv.n > 0 && memchr(csv.p, 0, (size_t)csv.n))
        return fault_new(r, ERR_INVALID, none, "history.bytes", 1, none, none);
    if (!how->windows_1252 && !str_is_utf8(csv))
        return fault_new(r, ERR_INVALID, none, "history.encoding", first_bad_line(csv), none,
                         S("--encoding windows-1252"));
    r->csv = csv_open(a, csv, HISTORY_COLUMNS_MAX);
    TRY(read_header(r));
    int width = r->csv.fields_n;
    int32_t ignored;
    while (str_trim(r->csv.fields[width - 1]).n == 0) width--;
    if (r->at[TEAM] < 0 && how->team.n > 0) name_index(r, &r->teams, how->team, &ignored);
    ptrdiff_t most = count_lines(r->csv.text), n = 0;
    if (most > HISTORY_ROWS_MAX) most = HISTORY_ROWS_MAX;
    HistoryRow *rows = NEWS(a, HistoryRow, most + 1);
    for (CsvStep step; (step = csv_next(&r->csv, HISTORY_FIELD_MAX)) != CSV_END;) {
        if (n == HISTORY_ROWS_MAX)
            return fault_new(r, ERR_TOO_LARGE, none, "history.rows", r->csv.line, none,
                             str_fmt(a, "%d", HISTORY_ROWS_MAX));
        /* Only faults and new names take memory, so a plain row is its 16 bytes. */
        n += read_row(r, step, width, &rows[n]);
        if (r->faults_n > HISTORY_FAULTS_MAX) break;
    }
    if (r->faults_n > HISTORY_FAULTS_MAX || (r->faults_n > 0 && !how->skip_faults))
        return faults_done(r);
    *ret_history = (History){.rows = rows,
                             .rows_n = n,
                             .teams = r->teams.names,
                             .teams_n = r->teams.n,
                             .types = r->types.names,
                             .types_n = r->types.n,
                             .has_team = r->at[TEAM] >= 0,
                             .faults = r->first,
                             .faults_n = r->faults_n};
    return NULL;
}
