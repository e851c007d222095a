// SPDX-License-Identifier: EUPL-1.2
/* stub */
#include "testing.h"
static void x(Arena *a) { Stage *s = stage_open_demo(a); Answer r = DO(s, "puck.sleedoorn", "wish.list"); CHECK(!r.err); CHECK(has(r.json, "Onderaannemer")); }
int main(int argc, char **argv) { return test_run(argc, argv, (const Test[]){TEST(x), {0}}); }
