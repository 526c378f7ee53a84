#define PARAMS(F) F(double, alpha) F(double, beta)
#define MEMBER(type, name) type name;
#define ID(type, name) P_##name,
#define HALF(x) ((x) / 2.0)
#define DEPTH 3
