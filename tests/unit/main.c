/*
 * Runs the unit tests: all suites, or those named on the command line.  Exit status 0 only where tests were run and
 * none failed (CUnit itself reports success when asserts fail).
 */

#include <CUnit/Basic.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define SUITE(name) void name##_suite(void);
#include "suites.def"
#undef SUITE

static const struct {
    const char *name;
    void      (*add)(void);
} suites[] = {
#define SUITE(name) { #name, name##_suite },
#include "suites.def"
#undef SUITE
};

static bool is_wanted(const char *name, int count, char **wanted)
{
    for (int i = 0; i < count; i++)
        if (strcmp(wanted[i], name) == 0)
            return true;
    return count == 0;
}

int main(int argc, char **argv)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 2;
    for (size_t i = 0; i < sizeof suites / sizeof *suites; i++)
        if (is_wanted(suites[i].name, argc - 1, argv + 1))
            suites[i].add();
    CU_basic_set_mode(CU_BRM_NORMAL);
    CU_basic_run_tests();
    bool good = CU_get_number_of_tests_run() > 0 && CU_get_number_of_failures() == 0
        && CU_get_number_of_tests_failed() == 0;
    CU_cleanup_registry();
    if (!good)
        fputs("unit_tests: a test failed, or there was none to run\n", stderr);
    return !good;
}
