#define PASTE_(a, b) a##b
#define PASTE(a, b) PASTE_(a, b)
static inline TYPE PASTE(TYPE, _square)(TYPE a) { return a * a; }
