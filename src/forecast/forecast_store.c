// SPDX-License-Identifier: EUPL-1.2
/* forecast_store - the SQL of dates that were shown. */
#include "forecast/forecast_store.h"
#include "forecast_sql.h"

enum {
    AT_50 = 50 * FORECAST_LEVELS / 100,
    AT_85 = 85 * FORECAST_LEVELS / 100,
    AT_95 = 95 * FORECAST_LEVELS / 100
};

Err *forecast_shown_keep(Ctx *cx, Str wish_id, const QueuePlace *at, const ForecastPlace *place,
                         const ForecastAnswer *answer) {
    return db_exec(cx->db, cx->a, &sql_forecast_shown_insert, NULL, T(wish_id), N(answer->as_of),
                   N(at->items), N(at->is_in_hand), N(place->at[AT_50]), N(place->at[AT_85]),
                   N(place->at[AT_95]), N(answer->counted), N(answer->weeks_used));
}

Err *forecast_shown_last(Ctx *cx, Str wish_id, Shown *ret_shown) {
    Rows *rows;
    bool found;
    TRY(db_one(cx->db, cx->a, &sql_forecast_shown_last, &rows, &found, T(wish_id)));
    *ret_shown = found ? (Shown){(Day)row_int(rows, 0), (Day)row_int(rows, 1),
                                 (Day)row_int(rows, 2), (Day)row_int(rows, 3)}
                       : (Shown){DAY_NONE, DAY_NONE, DAY_NONE, DAY_NONE};
    return NULL;
}
