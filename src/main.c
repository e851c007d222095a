// SPDX-License-Identifier: EUPL-1.2
/* main - hands the list of what the program consists of to the command line. */
#include "app.h"

int main(int argc, char **argv) { return cli_main(&app_parts, argc, argv); }
