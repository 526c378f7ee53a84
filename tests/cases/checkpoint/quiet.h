/* Compilers that warn of every pragma that they do not know. */
#pragma GCC diagnostic ignored "-Wunknown-pragmas"
