// SPDX-License-Identifier: EUPL-1.2
/* slice - asking every slice what it adds or knows. */
#include "core/app.h"

Err *app_panels(Ctx *cx, const char *subject_kind, Str subject_id, const char *page, Model *model) {
    Model *panels = model_part(model, "panels");
    for (const Slice *const *s = cx->app->slices; *s; s++)
        if ((*s)->panels) TRY((*s)->panels(cx, subject_kind, subject_id, page, panels));
    return NULL;
}

Err *app_owed(Ctx *cx, const char *subject_kind, Str subject_id, OwedFact *ret_facts, int *ret_n) {
    OwedFact facts[OWED_FACTS_MAX];
    int n = 0, more;
    for (const Slice *const *s = cx->app->slices; *s && n < OWED_FACTS_MAX; s++) {
        if (!(*s)->owed) continue;
        more = 0;
        TRY((*s)->owed(cx, subject_kind, subject_id, facts, &more));
        for (int i = 0; i < more && n < OWED_FACTS_MAX; i++) ret_facts[n++] = facts[i];
    }
    *ret_n = n;
    return NULL;
}
