#include "jit.h"

#include <llvm-c/BitReader.h>
#include <llvm-c/Core.h>
#include <llvm-c/Error.h>
#include <llvm-c/LLJIT.h>
#include <llvm-c/Orc.h>
#include <llvm-c/Target.h>
#include <llvm/Config/llvm-config.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "instrument.h"

/* Everything stays loaded until the process ends. */
typedef struct Jit {
    Arena                      *arena;
    Loaded                     *loaded;
    LLVMOrcLLJITRef             lljit;
    LLVMContextRef              context;
    LLVMOrcThreadSafeContextRef shared;      /* the same, as modules are handed over with it */
    StrMap                     *defined;     /* functions */
    int                         modules, file_count;
} Jit;

/* ---- errors ---- */

static void keep_error(Jit *jit, const char *text)
{
    if (!jit->loaded->error || strstr(text, "Symbols not found"))
        jit->loaded->error = arena_strdup(jit->arena, text);
}

static bool failed(Jit *jit, LLVMErrorRef error)
{
    if (!error)
        return false;
    char *text = LLVMGetErrorMessage(error);
    keep_error(jit, text);
    LLVMDisposeErrorMessage(text);
    return true;
}

static void on_error(void *data, LLVMErrorRef error)
{
    failed(data, error);
}

/* ---- modules ---- */

static LLVMModuleRef read_module(Jit *jit, const char *path)
{
    LLVMMemoryBufferRef bytes = NULL;
    LLVMModuleRef       module = NULL;
    char               *why = NULL;
    if (LLVMCreateMemoryBufferWithContentsOfFile(path, &bytes, &why)) {
        keep_error(jit, why);
        LLVMDisposeMessage(why);
        return NULL;
    }
    if (LLVMParseBitcodeInContext2(jit->context, bytes, &module)) {
        keep_error(jit, "LLVM cannot read what clang has written");
        module = NULL;
    }
    LLVMDisposeMemoryBuffer(bytes);
    return module;
}

static bool is_variable(LLVMValueRef global)
{
    size_t      length;
    const char *name = LLVMGetValueName2(global, &length);
    return !LLVMIsDeclaration(global) && !LLVMIsGlobalConstant(global) && !LLVMIsThreadLocal(global) &&
           strncmp(name, "llvm.", 5) != 0 && strncmp(name, "adgen_harness_", 14) != 0;
}

static int kind_of(LLVMTypeRef type)
{
    while (LLVMGetTypeKind(type) == LLVMArrayTypeKind)
        type = LLVMGetElementType(type);
    switch (LLVMGetTypeKind(type)) {
    case LLVMFloatTypeKind:    return HARNESS_FLOAT;
    case LLVMDoubleTypeKind:   return HARNESS_DOUBLE;
    case LLVMX86_FP80TypeKind:
    case LLVMFP128TypeKind:    return HARNESS_LONG_DOUBLE;
    default:                   return HARNESS_OTHER;
    }
}

/* Variables that files keep to themselves get names that can be looked up. */
static void collect_globals(Jit *jit, LLVMModuleRef module)
{
    LLVMTargetDataRef layout = LLVMGetModuleDataLayout(module);
    for (LLVMValueRef g = LLVMGetFirstGlobal(module); g; g = LLVMGetNextGlobal(g)) {
        size_t      length;
        const char *name = arena_strdup(jit->arena, LLVMGetValueName2(g, &length));
        if (!is_variable(g))
            continue;
        LLVMLinkage linkage = LLVMGetLinkage(g);
        LLVMTypeRef type = LLVMGlobalGetValueType(g);
        Global      made = {.name = name, .size = LLVMABISizeOfType(layout, type), .kind = kind_of(type),
                            .is_own = jit->modules < jit->file_count && linkage == LLVMExternalLinkage};
        if (linkage == LLVMInternalLinkage || linkage == LLVMPrivateLinkage) {
            made.name = arena_printf(jit->arena, "adgen_global_%d_%s", jit->modules, name);
            LLVMSetValueName2(g, made.name, strlen(made.name));
            LLVMSetLinkage(g, LLVMExternalLinkage);
        }
        VEC_PUSH(jit->arena, &jit->loaded->globals.list, made);
    }
}

static void collect_functions(Jit *jit, LLVMModuleRef module)
{
    for (LLVMValueRef f = LLVMGetFirstFunction(module); f; f = LLVMGetNextFunction(f)) {
        size_t      length;
        const char *name = arena_strdup(jit->arena, LLVMGetValueName2(f, &length));
        if (!LLVMIsDeclaration(f))
            strmap_put(jit->defined, name, jit);
    }
}

/* Of the runtime's functions only those of special.h compute numbers: they stay calls of a library. */
static bool is_defined(void *data, const char *name)
{
    const Jit *jit = data;
    return strmap_get(jit->defined, name) != NULL;
}

typedef enum Copy { COPY_PLAIN, COPY_COUNTED, COPY_LITERAL } Copy;

static void add_module(Jit *jit, const char *path, Copy copy, LLVMOrcJITDylibRef dylib)
{
    LLVMModuleRef module = read_module(jit, path);
    if (!module)
        return;
    if (copy == COPY_COUNTED) {
        instrument_module(module, jit->loaded->counters, is_defined, jit);
    } else if (copy == COPY_PLAIN) {
        collect_globals(jit, module);
        collect_functions(jit, module);
        jit->modules++;
    }
    failed(jit, LLVMOrcLLJITAddLLVMIRModule(jit->lljit, dylib, LLVMOrcCreateNewThreadSafeModule(module, jit->shared)));
}

/* ---- symbols ---- */

static void add_libraries(Jit *jit, LLVMOrcJITDylibRef dylib, const char *const *libraries, int count)
{
    LLVMOrcDefinitionGeneratorRef generator = NULL;
    char                          prefix = LLVMOrcLLJITGetGlobalPrefix(jit->lljit);
    if (!failed(jit, LLVMOrcCreateDynamicLibrarySearchGeneratorForProcess(&generator, prefix, NULL, NULL)))
        LLVMOrcJITDylibAddGenerator(dylib, generator);
    for (int i = 0; i < count; i++)
        if (!failed(jit, LLVMOrcCreateDynamicLibrarySearchGeneratorForPath(&generator, libraries[i], prefix, NULL, NULL)))
            LLVMOrcJITDylibAddGenerator(dylib, generator);
}

static void *look_up(Jit *jit, LLVMOrcLLJITRef lljit, const char *name)
{
    LLVMOrcExecutorAddress address = 0;
    if (failed(jit, LLVMOrcLLJITLookup(lljit, &address, name)))
        return NULL;
    return (void *)(size_t)address;
}

/* ---- loading ---- */

static bool start(Jit *jit)
{
    LLVMOrcLLJITBuilderRef builder = LLVMOrcCreateLLJITBuilder();
    if (failed(jit, LLVMOrcCreateLLJIT(&jit->lljit, builder)))
        return false;
    LLVMOrcExecutionSessionSetErrorReporter(LLVMOrcLLJITGetExecutionSession(jit->lljit), on_error, jit);
    return true;
}

/* Files without any derivative have an empty table. */
static void collect_tables(Jit *jit, int file_count, Copy copy)
{
    Loaded *loaded = jit->loaded;
    for (int file = 0; file < file_count && !loaded->error; file++) {
        const AdgenHarnessFunction *f = look_up(jit, jit->lljit, arena_printf(jit->arena, HARNESS_TABLE "_%d", file));
        for (; f && f->name; f++) {
            if (copy == COPY_PLAIN)
                VEC_PUSH(jit->arena, &loaded->plain, f);
            else if (copy == COPY_COUNTED)
                VEC_PUSH(jit->arena, &loaded->counted, f);
            else
                VEC_PUSH(jit->arena, &loaded->literal, f);
        }
    }
}

static void find_globals(Jit *jit)
{
    Globals *globals = &jit->loaded->globals;
    for (int i = 0; i < globals->list.count; i++) {
        Global *global = &globals->list.items[i];
        char   *image = arena_alloc(jit->arena, global->size + 1);
        global->address = look_up(jit, jit->lljit, global->name);
        global->image = image;
        if (global->address)
            memcpy(image, global->address, global->size);
    }
}

static void load_copy(Jit *jit, const char *const *paths, int count, const char *const *libraries, int library_count, Copy copy)
{
    if (!start(jit))
        return;
    LLVMOrcJITDylibRef dylib = LLVMOrcLLJITGetMainJITDylib(jit->lljit);
    add_libraries(jit, dylib, libraries, library_count);
    for (int i = 0; i < count && !jit->loaded->error; i++)
        add_module(jit, paths[i], copy, dylib);
    collect_tables(jit, jit->file_count, copy);
}

static Jit *open_jit(Arena *arena, Loaded *loaded, int file_count)
{
    Jit *jit = ARENA_NEW(arena, Jit);
    *jit = (Jit){.arena = arena, .loaded = loaded, .file_count = file_count, .defined = strmap_new(arena)};
#if LLVM_VERSION_MAJOR >= 21
    jit->context = LLVMContextCreate();
    jit->shared = LLVMOrcCreateNewThreadSafeContextFromLLVMContext(jit->context);
#else
    jit->shared = LLVMOrcCreateNewThreadSafeContext();
    jit->context = LLVMOrcThreadSafeContextGetContext(jit->shared);
#endif
    return jit;
}

void jit_load(Arena *arena, Loaded *loaded, const char *const *paths, int count, int file_count, const char *const *libraries,
              int library_count)
{
    LLVMInitializeNativeTarget();
    LLVMInitializeNativeAsmPrinter();
    LLVMInitializeNativeAsmParser();             /* for asm in the program */
    Jit *jit = open_jit(arena, loaded, file_count);
    loaded->counters = ARENA_NEW(arena, Counters);
    load_copy(jit, paths, count, libraries, library_count, COPY_PLAIN);
    if (!loaded->error)
        find_globals(jit);
    if (!loaded->error)
        load_copy(jit, paths, count, libraries, library_count, COPY_COUNTED);
}

void jit_load_literal(Arena *arena, Loaded *loaded, const char *const *paths, int count, int file_count,
                      const char *const *libraries, int library_count)
{
    load_copy(open_jit(arena, loaded, file_count), paths, count, libraries, library_count, COPY_LITERAL);
}
